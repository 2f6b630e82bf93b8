package org.trialmap

import java.util.{List => JList}
import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals}
import org.junit.jupiter.api.Test
import org.trialmap.array.{DType, NdArray}
import org.trialmap.parallel.ParallelMap

/** The library seen from Scala: no casts, no wrappers. */
class ScalaUseTest {

  @Test
  def takesScalaArraysOfAnyRankAsTheyAre(): Unit = {
    val array = NdArray.from(Array(Array(1.0, 2.0, 3.0), Array(4.0, 5.0, 6.0)))
    assertEquals(DType.FLOAT64, array.dtype)
    assertArrayEquals(Array(2, 3), array.shape)
    assertEquals(21.0, array.doubles.sum)
  }

  @Test
  def anUntypedLambdaIsEnough(): Unit = {
    val pmap = ParallelMap.serial()
    // tag::scala[]
    val y = 4.0
    val results = pmap.over(JList.of(2.0, 4.0, 6.0, 8.0)).collect(x => (x + y) * 3)
    // end::scala[]
    assertEquals(JList.of(18.0, 24.0, 30.0, 36.0), results)
  }

  @Test
  def aMethodGoesByItsName(): Unit = {
    val pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4))
    val lengths = pmap.over(JList.of("a", "bb", "ccc")).collect(ScalaFunctions.length)
    assertEquals(JList.of(1, 2, 3), lengths)
  }

  @Test
  def contextsAndPairsNeedNoTypesEither(): Unit = {
    val pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4)).seed(1)
    assertEquals(JList.of("0a", "1b"), pmap.zip(JList.of("a", "b"), JList.of(1, 2)).collectWithContext((pair, context) => s"${context.index}${pair.first}"))
    val total = pmap.grid(JList.of(1, 2), JList.of(10, 20)).collectRows(pair => pair.first + pair.second).get(1).get(1)
    assertEquals(22, total)
  }
}

object ScalaFunctions {
  def length(text: String): Int = text.length
}
