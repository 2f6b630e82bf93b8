package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SLURM 22.05 says, word for word, and what we make of it. */
class SlurmAdviceTest {
    @Test
    void anUnknownPartitionListsTheValidOnes() {
        assertEquals("SLURM does not know the partition: Batch job submission failed: Invalid partition name specified. The partitions are batch, scavenge. Choose one of them with"
                + " --partition or in the site's profile.",
                SlurmAdvice.submission("sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed:"
                        + " Invalid partition name specified\n", List.of("batch", "scavenge")));
        assertEquals("SLURM does not know the partition: Batch job submission failed: Invalid partition name specified. Ask sinfo for the valid ones, and choose one with"
                + " --partition or in the site's profile.", SlurmAdvice.submission("sbatch: error: Batch job submission failed: Invalid partition name specified\n", List.of()));
    }

    @Test
    void aRejectedDirectiveIsNamedWithTheOptionThatLeavesItOut() {
        assertEquals("SLURM rejects the option --nonsense: sbatch: unrecognized option '--nonsense=3'. Leave it out with --skip-directive nonsense or skip-directives in the"
                + " site's profile.", SlurmAdvice.submission("sbatch: unrecognized option '--nonsense=3'\nTry \"sbatch --help\" for more information\n", List.of()));
        assertEquals("SLURM did not take the job: Batch job submission failed: Memory required by task is not available. Correct the options; one that the site rejects is left"
                + " out with --skip-directive NAME.", SlurmAdvice.submission("sbatch: error: Batch job submission failed: Memory required by task is not available\n", List.of()));
    }

    @Test
    void aControllerThatIsDownATooLargeRequestAndAForeignAccountSayWhatToDo() {
        assertEquals("SLURM's controller does not answer: Batch job submission failed: Unable to contact slurm controller (connect failure). Nothing was submitted. Try again later"
                + " (scontrol ping says whether it is back), or tell the people who run the cluster.",
                SlurmAdvice.submission("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)\n", List.of()));
        assertEquals("No node of the partition has what is asked for: Batch job submission failed: Requested node configuration is not available. Ask for less memory, fewer cores"
                + " or fewer nodes (sinfo -Nl lists what nodes have).",
                SlurmAdvice.submission("sbatch: error: Memory specification can not be satisfied\nsbatch: error: Batch job"
                        + " submission failed: Requested node configuration is not available\n", List.of()));
        assertEquals("SLURM does not accept the account: Batch job submission failed: Invalid account or account/partition combination specified. Name one of yours with --account"
                + " or in the site's profile (sacctmgr show associations user=$USER lists them).",
                SlurmAdvice.submission("sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified\n", List.of()));
    }

    @Test
    void aJobThatWaitsForWhatWillNotComeIsNotWaitedForInSilence() {
        assertEquals(Optional.of("Job 3 waits in the queue for a reason that does not pass by itself: PartitionConfig. The partition does not give what is asked for. Cancel it (scancel"
                + " 3), and ask for fewer nodes or less time, or choose another partition or account (sinfo lists what there is)."),
                SlurmAdvice.waiting(new JobText("JobId=3 JobState=PENDING Reason=PartitionConfig")));
        assertEquals(Optional.empty(), SlurmAdvice.waiting(new JobText("JobId=3 JobState=PENDING Reason=Resources")));
        assertEquals(Optional.empty(), SlurmAdvice.waiting(new JobText("JobId=3 JobState=RUNNING Reason=None")));
    }

    @Test
    void aKillForMemoryIsSaidInPlainWords() {
        JobText failed = new JobText("JobId=9 JobState=FAILED Reason=NonZeroExitCode ExitCode=0:9");
        assertEquals(Optional.of("SLURM killed processes of job 9 because they took more memory than was asked for. What has finished is kept. Ask for more (--mem or"
                + " --mem-per-cpu), or let fewer tasks run at once (--cpus-per-task inside of the command), then run the same with --resume."),
                SlurmAdvice.ended(failed, "slurmstepd: error: Job 9 exceeded memory limit (1204 > 1024), being killed\n"));
        assertEquals(Optional.empty(), SlurmAdvice.ended(failed, "trialmap: 1 of 6 tasks failed\n"));
        assertEquals(Optional.of("Job 9 was cancelled. What has finished is kept: run the same with --resume."), SlurmAdvice.ended(new JobText("JobId=9 JobState=CANCELLED"), ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "JobState=CANCELLED Reason=None Restarts=1 EndTime=2026-11-21T12:00:01;CANCELLED",
        "JobState=COMPLETING Reason=None Restarts=1 EndTime=2026-11-21T12:00:00;CANCELLED",
        "JobState=COMPLETING Reason=None Restarts=2 EndTime=Unknown;REQUEUED",
        "JobState=COMPLETING Reason=TimeLimit Restarts=1 EndTime=2026-11-21T12:00:00;TIME_LIMIT",
        "JobState=RUNNING EndTime=2026-11-21T12:02:00;TIME_LIMIT",
        "JobState=SIGNALING Reason=None Restarts=0 EndTime=2026-11-21T12:00:37;TIME_LIMIT",
        "JobState=RUNNING EndTime=2026-11-21T14:00:00;ASKED",
        "JobState=RUNNING EndTime=Unknown;ASKED",
        "JobState=RUNNING EndTime=2026-11-21T12:00:05 PreemptEligibleTime=2026-11-21T11:00:00 PreemptTime=2026-11-21T12:00:00;PREEMPTED",
        "JobState=RUNNING EndTime=2026-11-21T14:00:00 PreemptEligibleTime=2026-11-21T11:00:00 PreemptTime=None;ASKED"})
    void knowsWhyAJobIsAskedToStop(String job, JobEnd end) {
        assertEquals(end, JobEnd.of(new JobText("JobId=9 " + job + " Deadline=N/A"), 1, LocalDateTime.of(2026, 11, 21, 12, 0)));
    }

    @Test
    void aFolderThatNodesDoNotHaveIsNamed() {
        assertEquals(Optional.of("Job 9 was not started: node4 cannot write its log, /data/my 100%/trialmap-9.log. Nothing was done. Submit from a folder that all nodes have,"
                + " and in which you may write."),
                SlurmAdvice.ended(new JobText(
                        "JobId=9 JobState=FAILED Reason=NonZeroExitCode ExitCode=0:53 BatchHost=node4 StdErr=/data/my 100%/trialmap-9.log StdIn=/dev/null StdOut=/data/my 100%/trialmap-9.log Power= "),
                        ""));
    }

    @Test
    void aJobsNameIsNotTakenForWhatSlurmSays() {
        JobText job = new JobText("JobId=9 ArrayJobId=8 JobName=a JobState=FAILED Restarts=7 ExitCode=3:0 UserId=lab(1001) GroupId=lab(1001) JobState=RUNNING Restarts=1 ExitCode=0:0");
        assertEquals(List.of("9", "RUNNING", "1", "0:0"), List.of(job.value("JobId").orElse(""), job.state(), Integer.toString(job.restarts()), job.value("ExitCode").orElse("")));
    }

    @Test
    void theSummarySaysWhatToDoNext() {
        Allocation allocation = Allocation.parse(Allocations.MIXED, Allocations.NODES);
        MemoryPlan memory = MemoryPlan.of(allocation, null, true);
        assertEquals("""
                job      : 7, restart 2
                command  : map 'a b'
                nodes    : node1 (2 cores, 4096 MiB), node2 (2 cores, 4096 MiB), node3 (4 cores, 8192 MiB)
                memory   : driver 512 MiB, 3 executors of 2610 MiB
                times    : workers after 4.1 s, all 20.7 s, of these 0.9 s to stop
                result   : failed with exit code 42
                next     : see the log; after correcting what it names, the same command with --resume runs what is missing
                """, new JobSummary(allocation, memory, List.of("map", "a b"), 4.1, 20.7, 0.9, 42, null).text());
        assertEquals("""
                job      : 7
                command  : none, a cluster that stays
                nodes    : node1 (2 cores, 4096 MiB)
                memory   : 1 executor of 3258 MiB
                times    : workers never came, all 20.7 s, of these 0.9 s to stop
                result   : reaches its time limit
                next     : what has finished is kept; a job that is back in the queue continues by itself, else the same command with --resume runs what is missing
                """, new JobSummary(Allocations.of(4096), MemoryPlan.of(Allocations.of(4096), null, false), List.of(), -1, 20.7, 0.9, 143, JobEnd.TIME_LIMIT.words()).text());
    }
}
