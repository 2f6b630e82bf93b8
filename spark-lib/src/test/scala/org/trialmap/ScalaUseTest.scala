package org.trialmap

import java.nio.file.Path
import java.util.{List => JList}
import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals, assertThrows, assertTrue}
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.trialmap.analysis.{FreqAnalysis, SynthData}
import org.trialmap.analysis.connectivity.Connectivity
import org.trialmap.array.{DType, NdArray}
import org.trialmap.parallel.{MapFailedException, ParallelMap}
import org.trialmap.signal.synth.WhiteNoise
import org.trialmap.trial.Recording
import scala.collection.immutable.ListMap
import scala.jdk.CollectionConverters._

/** The library seen from Scala: no casts, no wrappers. */
class ScalaUseTest {
  @TempDir
  var folder: Path = _

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
    assertEquals(JList.of("1a", "2b"), pmap.zip(Seq("a", "b"), Vector(1, 2)).collect(pair => s"${pair.second}${pair.first}"))
    assertEquals(21, pmap.grid(Seq(1, 2), 10 to 20 by 10).collectRows(pair => pair.first + pair.second).get(0).get(1))
    val total = pmap.grid(JList.of(1, 2), JList.of(10, 20)).collectRows(pair => pair.first + pair.second).get(1).get(1)
    assertEquals(22, total)
  }

  @Test
  def analysesTakeTheirOptionsInScalaToo(): Unit = {
    val pmap = ParallelMap.serial()
    val noise = new SynthData(new WhiteNoise(), 3, 200, 2, 100, 1).run(pmap, folder.resolve("noise.h5"))
    val trials = Recording.open(noise).chunks()
    val spectrum = FreqAnalysis.mtmfft().foilim(10, 20).keeptrials(false).run(pmap, trials).spectral()
    assertEquals(21, spectrum.freq.length)
    assertEquals(2, FreqAnalysis.wavelet().foi(10, 20).run(pmap, trials).spectral().freq().length)
    assertEquals(21, Connectivity.coh().foilim(10, 20).taper("hann").run(pmap, trials).cross().freq.length)
  }

  @Test
  def sequencesAreInputsAndCaseClassesAreResults(): Unit = {
    val pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4))
    // tag::back[]
    val results = pmap.over(Seq("anna", "ben", "cleo")).save(folder, name => ScalaFunctions.score(name))
    val mean = results.value("mean", 2).as(classOf[Double])                     // 4.0, by name
    val scores = results.as(classOf[Score])                                     // a java.util.List, read when asked for
    println(scores.asScala.map(score => s"${score.samples.sum}${score.note.getOrElse("")}"))   // 1.5 odd, 1.5, 1.5
    // end::back[]
    assertEquals(4.0, mean)
    assertEquals(Seq("anna", "ben", "cleo").map(ScalaFunctions.score), scores.asScala.toSeq)
    assertEquals(JList.of("name", "mean", "samples", "rows", "note", "exact", "big"), results.values(0))
    assertEquals(JList.of("name", "mean", "samples", "rows", "exact", "big"), results.values(1))
    results.close()
  }

  @Test
  def tuplesMapsSequencesOptionsAndBigNumbersAreStored(): Unit = {
    val pmap = ParallelMap.serial()
    def saved[R](name: String, value: Int => R)(check: org.trialmap.store.SavedResults => Unit): Unit = {
      val results = pmap.name(name).over(1 to 3).save(folder, i => value(i))
      try check(results) finally results.close()
    }
    saved("tuple", i => (i, Array(0.5, i), "text")) { results =>
      assertEquals(JList.of("_1", "_2", "_3"), results.values())
      assertArrayEquals(Array(0.5, 3.0), results.value("_2", 2).doubles())
    }
    saved("pair", i => (i * 0.5, i * 2.0))(results => assertEquals((1.5, 6.0), results.as(classOf[(Double, Double)]).get(2)))
    saved("sequence", i => Vector(Vector(1.0, 2.0), Vector(3.0, i)))(results => assertEquals(Seq(Seq(1.0, 2.0), Seq(3.0, 2.0)), results.as(classOf[Array[Array[Double]]]).get(1).map(_.toSeq).toSeq))
    saved("map", i => Map("b" -> i, "a" -> 2))(results => assertEquals(JList.of("a", "b"), results.values(), "by key, since such a map has no order"))
    saved("ordered", i => ListMap("b" -> i, "a" -> 2))(results => assertEquals(JList.of("b", "a"), results.values()))
    saved("option", i => Option(i * 0.5))(results => assertEquals(1.5, results.as(classOf[Double]).get(2)))
    saved("exact", i => BigDecimal("0.1") * i)(results => assertEquals(BigDecimal("0.3"), results.as(classOf[BigDecimal]).get(2)))
    saved("nothing", i => (i, None))(results => assertEquals(JList.of("_1"), results.values()))
  }

  @Test
  def whatCannotBeStoredIsSaid(): Unit = {
    val pmap = ParallelMap.serial()
    def message(value: Int => Any): String = {
      val failed = assertThrows(classOf[MapFailedException], () => pmap.over(Seq(1, 2)).save(folder, i => value(i)))
      failed.failures.get(0).message
    }
    assertEquals("Task 0 returned None, which cannot be stored: a saved task needs a value. Return one (an empty array where there is nothing to say), or use collect instead of save.", message(_ => None))
    assertEquals("Task 0 returned a value that cannot be stored: Element [1] of the list is int32 (), the first one is float64 (): a list is stored as one array, so its elements must have one type and one"
      + " shape. Convert them, or return a record or a map of them.", message(_ => List[Any](1.0, 2)))
    assertEquals("Task 0 returned a value as its value '_2' that cannot be stored: It is an empty list, which does not say of what type its elements are. Return an array where there may be none, for"
      + " example new double[0].", message(_ => (1, Nil)))
    assertTrue(message(_ => Set(1)).startsWith("Task 0 returned a value that cannot be stored: A value of type scala.collection.immutable.Set$Set1 cannot be stored."))
    assertTrue(message(_ => Right(1)).contains("A value of type scala.util.Right cannot be stored."), "left or right would be lost")
    val refused = assertThrows(classOf[IllegalArgumentException], () => pmap.over(Seq(1, 2)).save(folder, new ScalaFunctions.Sets))
    assertTrue(refused.getMessage.contains("ScalaFunctions$Sets returns scala.collection.immutable.Set<java.lang.String>, which cannot be saved."), refused.getMessage)
  }

  @Test
  def inputsOfCaseClassesHaveTheirNamesInResults(): Unit = {
    val results = ParallelMap.serial().name("inputs").over(Seq(Subject("anna", 31), Subject("ben", 44))).save(folder, subject => subject.age)
    assertEquals(java.util.Set.of("name", "age"), results.inputs.keySet)
    assertEquals(44, results.inputs.get("age").data.asInstanceOf[Array[Int]](1))
    results.close()
  }

}

case class Subject(name: String, age: Int)

// tag::score[]
case class Score(name: String, mean: Double, samples: Seq[Double], rows: Vector[Seq[Int]], note: Option[String], exact: BigDecimal, big: BigInt)
// end::score[]

object ScalaFunctions {
  def length(text: String): Int = text.length

  def score(name: String): Score = Score(name, name.length, Seq(0.5, 1.0), Vector(Seq(1, 2), Seq(3, name.length)), Option.when(name == "anna")(" odd"), BigDecimal("0.10"), BigInt(2).pow(70))

  class Sets extends org.trialmap.task.TaskFunction[Int, Set[String]] {
    override def apply(i: Int): Set[String] = throw new AssertionError("called")
  }
}
