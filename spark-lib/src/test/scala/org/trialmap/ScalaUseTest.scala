package org.trialmap

import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals}
import org.junit.jupiter.api.Test
import org.trialmap.array.{DType, NdArray}

/** The library seen from Scala: no casts, no wrappers. */
class ScalaUseTest {

  @Test
  def takesScalaArraysOfAnyRankAsTheyAre(): Unit = {
    val array = NdArray.from(Array(Array(1.0, 2.0, 3.0), Array(4.0, 5.0, 6.0)))
    assertEquals(DType.FLOAT64, array.dtype)
    assertArrayEquals(Array(2, 3), array.shape)
    assertEquals(21.0, array.doubles.sum)
  }
}
