package org.trialmap

import java.nio.file.{Files, Path}
import java.util.{List => JList}
import org.junit.jupiter.api.Assertions.{assertArrayEquals, assertEquals, assertTrue}
import org.junit.jupiter.api.{AfterEach, Test}
import org.junit.jupiter.api.io.TempDir
import org.trialmap.analysis.{Filter, FreqAnalysis, Preprocessing, Recordings}
import org.trialmap.analysis.average.Statistic
import org.trialmap.array.{DType, NdArray}
import org.trialmap.parallel.ParallelMap
import org.trialmap.signal.filter.{Band, FilterType}
import org.trialmap.store.{Existing, Layout, SaveOptions, SavedResults, UnfitResultException}
import org.trialmap.task.{OnError, Reducer, TaskFunction}
import org.trialmap.trial.{Recording, Selection, SpectralData, TrialChunk}
import scala.jdk.CollectionConverters._
import scala.util.Using

/** The programs of docs/library.md once more, in Scala; ScalaUseTest has those of results that are case classes. */
class LibraryProgramsTest {
  import LibraryProgramsTest._

  @TempDir
  var folder: Path = _

  private val pmap = ParallelMap.serial().seed(42)

  @AfterEach
  def clear(): Unit = System.clearProperty("trialmap.master")

  @Test
  def optionsOfOneMap(): Unit = {
    // tag::options[]
    val outcomes = pmap.over(Seq("1", "2", "x")).onError(OnError.CONTINUE).retries(2).name("parse").outcomes(text => text.toInt)
    println(s"$outcomes\n${outcomes.failures.get(0)}")      // 2 of 3 tasks finished, 1 failed; and at most four lines for each that failed
    // end::options[]
    assertEquals("2 of 3 tasks finished, 1 failed", outcomes.toString)
    assertEquals(3, outcomes.failures.get(0).attempts)
  }

  @Test
  def differentFunctionsAtOnce(): Unit = {
    val data = Array(1.0, 2.0, 6.0)
    // tag::invoke[]
    val found = pmap.invokeAll[Double](() => data.sum / data.length, () => data.max, () => constant)            // [3.0, 6.0, 7.5]
    // end::invoke[]
    assertEquals(JList.of(3.0, 6.0, 7.5), found)
  }

  @Test
  def randomNumbers(): Unit = {
    // tag::random[]
    val noise = pmap.replicate(4).collectWithContext((i, task) => task.random.nextGaussian() + task.random.nextInt(6) + task.random.nextDouble())
    // end::random[]
    assertEquals(4, noise.asScala.toSet.size)
  }

  @Test
  def aMapIsPlannedAndSavedInTheBackground(): Unit = {
    // tag::plan[]
    val ramp: TaskFunction[Integer, Array[Double]] = i => Array(1.0 * i, 0.5 * i)      // one lambda, so that both have the same plan id
    val sweep = pmap.range(500).name("ramp").layout(Layout.STACKED)
    val plan = sweep.plan(folder, ramp)                                         // runs nothing, but refuses what save would
    print(plan.describe)                                                        // tasks, partitions, memory, plan id, files
    val handle = sweep.submitSave(folder, ramp)                                 // returns at once
    println(s"${handle.progress.finished} of ${handle.progress.tasks}")
    Using.resource(handle.join()) { results =>                                  // waits; handle.cancel() keeps what has finished
      val last = results.stacked(0).read().doubles()(999)                       // 249.5
      // end::plan[]
      assertEquals(249.5, last)
      assertEquals(results.container, plan.container.get)
      assertEquals(results.plan.get.planId, plan.tasks.planId)
    }
  }

  @Test
  def severalValues(): Unit = {
    // tag::values[]
    val rates = Seq(0.1, 0.2, 0.3)
    Using.resource(pmap.over(rates).name("fits").save(folder, rate => (loss(rate), Array(0.0, rate)))) { results =>      // or Map("loss" -> ..., "path" -> ...)
      val path = results.value("_2", 2).doubles                                 // [0, 0.3]
      // end::values[]
      assertArrayEquals(Array(0, 0.3), path)
    }
    Using.resource(pmap.over(rates).name("map").save(folder, rate => Map("loss" -> loss(rate), "path" -> Array(0.0, rate)))) { results =>
      assertArrayEquals(Array(0, 0.3), results.value("path", 2).doubles)
    }
  }

  @Test
  def whatCannotBeStored(): Unit = {
    // tag::refused[]
    val why = try {
      pmap.over(0 until 3).save(folder, new Words).container.toString
    } catch {
      case e: UnfitResultException => e.getMessage          // The function ...$Words returns scala.collection.immutable.Set<java.lang.String>, which cannot be saved. ...
    }
    // end::refused[]
    assertTrue(why.startsWith("The function org.trialmap.LibraryProgramsTest$Words returns scala.collection.immutable.Set<java.lang.String>, which cannot be saved. A result is a number,"), why)
    assertEquals(0, Using.resource(Files.list(folder))(_.count))
  }

  @Test
  def whatIsPrinted(): Unit = {
    // tag::printed[]
    Using.resource(pmap.range(20).name("ramp").save(folder, i => Array(1.0 * i, 0.5 * i))) { results =>
      val things = Seq(pmap, pmap.range(500), results, results.read(1))
      things.foreach(println)                   // ParallelMap on serial; map of 500 tasks on serial; .../ramp.h5: 20 tasks, 20 finished, values result_0; float64 (2,)
      // end::printed[]
      assertEquals(Seq("ParallelMap on serial", "map of 500 tasks on serial", s"${folder.resolve("ramp.h5")}: 20 tasks, 20 finished, values result_0", "float64 (2,)"), things.map(_.toString))
    }
  }

  // tag::settings[]
  def program(out: Path): NdArray = {
    val pmap = ParallelMap.fromSettings().seed(42)                              // -Dtrialmap.master=serial, TRIALMAP_MASTER=local[4], spark-submit, ...
    Using.resource(pmap.range(20).layout(Layout.STACKED).saveWithContext(out, (i, task) => task.random.nextGaussian() + i)) { results =>
      results.stacked(0).read()
    }
  }
  // end::settings[]

  @Test
  def whereItRunsIsSaidOutside(): Unit = {
    System.setProperty("trialmap.master", "serial")
    assertEquals(pmap.range(20).collectWithContext((i, task) => task.random.nextGaussian() + i).asScala, program(folder.resolve("out")).doubles.toSeq)
  }

  @Test
  def aProjectOfYourOwn(): Unit = {
    val file = Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 3)
    val container = run(pmap, file, folder.resolve("results"))
    assertEquals(container, run(pmap, file, folder.resolve("results")))
    Using.resource(SavedResults.open(container))(results => assertArrayEquals(Array(6, 3), results.stacked(0).read().shape))
  }

  @Test
  def theBestOfASweep(): Unit = {
    // tag::best[]
    val rates = Seq(0.1, 0.2, 0.3, 0.4)
    Using.resource(pmap.over(rates).inputNames("lr").name("loss").save(folder, rate => loss(rate))) { results =>
      val best = results.best("result_0", Reducer.MIN)                          // 2
      val lr = results.inputs.get("lr").doubles()(best)                         // 0.3
      // end::best[]
      assertEquals(2, best)
      assertEquals(0.3, lr)
    }
  }

  @Test
  def spectraAndFiltersAndTwoAnalyses(): Unit = {
    val recording = Recording.open(Recordings.uneven(folder.resolve("x.h5"), DType.FLOAT32, 3))
    // tag::short[]
    val beta = Preprocessing.bandpass(20, 40).rectify(true)                     // Butterworth of order 4 in two passes; also lowpass, highpass, bandstop
    // end::short[]
    assertEquals(Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).rectify(true), beta)
    // tag::chain[]
    val band = Preprocessing.steps().filter(Filter.but(Band.of(FilterType.BP, 20, 40))).run(pmap, recording.chunks())
    val filtered = band.analog                                                  // to look at
    val power = FreqAnalysis.mtmfft().foilim(10, 60).run(pmap, band.chunks(Selection.all().trials("0,3")))
    val mean = Statistic.MEAN.overTrials().run(pmap, power.chunks(), folder.resolve("mean.spy"))
    // end::chain[]
    assertEquals(6, filtered.trials.count)
    assertEquals("preprocessing, freqanalysis, mean", SpectralData.open(mean).history.toString)
    val file = FreqAnalysis.mtmfft().foilim(10, 60).run(pmap, recording.chunks(), folder.resolve("OUT.h5"))
    // tag::spectrum[]
    val spectrum = SpectralData.open(file)                                      // OUT.h5 or OUT.spy; describes itself, reads no values yet
    val part = spectrum.select(Selection.all().channels("0:2").frequency(20, 50))
    val hz = part.freq
    for (k <- 0 until part.trials.count) {
      val trial = part.trial(k)                                                 // (time, taper, freq, channel), read now
      println(s"${part.history}: $trial from ${part.time(k)(0)} s on, at ${hz(0)} Hz and above")
    }
    // end::spectrum[]
    assertTrue(hz(0) >= 20 && hz.last <= 50, hz.mkString(" "))
    assertArrayEquals(Array(1, 1, hz.length, 2), part.trial(0).shape)
  }

  @Test
  def gpus(): Unit = {
    val spark = Sessions.on(Sessions.LOCAL_4)
    // tag::gpus[]
    val pmap = ParallelMap.on(spark).gpus("0", "1").gpusPerTask(1)              // without gpus(...): those in CUDA_VISIBLE_DEVICES
    val devices = pmap.range(6).collectWithContext((i, context) => s"GPU ${context.gpus.get(0)}")
    // end::gpus[]
    assertTrue(devices.size == 6 && devices.asScala.forall(Set("GPU 0", "GPU 1")), devices.toString)
  }
}

object LibraryProgramsTest {
  def constant: Double = 7.5

  def loss(rate: Double): Double = math.pow(rate - 0.3, 2)

  // tag::words[]
  class Words extends TaskFunction[Int, Set[String]] {
    override def apply(i: Int): Set[String] = Set(s"a$i", "b")
  }
  // end::words[]

  class PeakToPeak extends TaskFunction[TrialChunk, Array[Double]] {
    override def apply(chunk: TrialChunk): Array[Double] = Array.tabulate(chunk.channels)(channel => chunk.channel(channel).max - chunk.channel(channel).min)
  }

  // tag::run[]
  /** Saves one dataset (trial, channel) in `folder` and returns its file. Started again, it computes what is missing. */
  def run(pmap: ParallelMap, recording: Path, folder: Path): Path = {
    val options = SaveOptions.DEFAULTS.withLayout(Layout.STACKED).withExisting(Existing.RESUME)
    Using.resource(pmap.over(Recording.open(recording).chunks()).saving(options).save(folder, new PeakToPeak)) { results =>
      results.container
    }
  }
  // end::run[]
}
