package org.trialmap

import java.io.{PrintWriter, StringWriter}
import org.junit.jupiter.api.Assertions.{assertEquals, assertTrue}
import org.junit.jupiter.api.Test
import scala.tools.nsc.Settings
import scala.tools.nsc.interpreter.IMain
import scala.tools.nsc.interpreter.Results.Success
import scala.tools.nsc.interpreter.shell.ReplReporterImpl

/** Functions and classes that are defined in a Scala REPL in the driver's process, as a Scala notebook does. */
class ScalaSessionTest {

  /** What the REPL prints for the cells. */
  private def repl(cells: String*): String = {
    val settings = new Settings()
    settings.classpath.value = System.getProperty("java.class.path")
    settings.Yreplclassbased.value = true
    val printed = new StringWriter()
    val reporter = new ReplReporterImpl(settings, new PrintWriter(printed, true))
    val interpreter = new IMain(settings, reporter)
    try {
      cells.foreach(cell => assertEquals(Success, interpreter.interpret(cell), () => s"$cell\n$printed"))
      printed.toString
    } finally interpreter.close()
  }

  /** Class-based: a REPL that makes an object of each cell runs it in the object's initializer, for which Spark's threads would wait for ever. */
  @Test
  def lambdasMethodsAndCaseClassesOfTheSessionRun(): Unit = {
    Sessions.on(Sessions.LOCAL_4_RETRYING)
    val printed = repl(
      "import java.util.{List => JList}; import org.trialmap.Sessions; import org.trialmap.parallel.ParallelMap",
      "@transient val pmap = ParallelMap.on(Sessions.on(Sessions.LOCAL_4_RETRYING))",
      "val y = 4.0",
      "val results = pmap.over(JList.of(2.0, 4.0, 6.0, 8.0)).collect(x => (x + y) * 3)",
      "case class Score(name: String, samples: Array[Double])",
      "def score(name: String): Score = Score(name, Array(name.length, y))",
      "val names = pmap.over(JList.of(\"a\", \"bb\")).collect(name => score(name))",
      "val second = names.get(1).name + names.get(1).samples.sum")
    assertTrue(printed.contains("[18.0, 24.0, 30.0, 36.0]"), printed)
    assertTrue(printed.contains("bb6.0"), printed)
  }
}
