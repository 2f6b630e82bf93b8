package org.trialmap.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Allocations for tests; the first node is the head. */
final class Allocations {
    /** {@code scontrol -d -o show job} of SLURM 22.05, a job of 2 + 2 + 4 CPUs whose script has spaces in its path. */
    static final String MIXED = "JobId=7 JobName=a b.sh UserId=lab(1001) GroupId=lab(1001) MCS_label=N/A Priority=4294901759 Nice=0 Account=(null) QOS=(null)"
            + " JobState=RUNNING Reason=None Dependency=(null) Requeue=1 Restarts=2 BatchFlag=1 Reboot=0 ExitCode=0:0 DerivedExitCode=0:0 RunTime=00:00:00"
            + " TimeLimit=00:30:00 TimeMin=N/A SubmitTime=2026-11-21T11:48:46 EligibleTime=2026-11-21T11:48:46 AccrueTime=2026-11-21T11:48:46"
            + " StartTime=2026-11-21T11:48:47 EndTime=2026-11-21T12:18:47 Deadline=N/A SuspendTime=None SecsPreSuspend=0 LastSchedEval=2026-11-21T11:48:47"
            + " Scheduler=Main Partition=batch AllocNode:Sid=localhost:2450 ReqNodeList=(null) ExcNodeList=(null) NodeList=node[1-3] BatchHost=node1 NumNodes=3"
            + " NumCPUs=8 NumTasks=3 CPUs/Task=1 ReqB:S:C:T=0:0:*:* TRES=cpu=8,mem=16G,node=3,billing=8 Socks/Node=* NtasksPerN:B:S:C=0:0:*:* CoreSpec=*"
            + " JOB_GRES=(null)   Nodes=node[1-2] CPU_IDs=0-1 Mem=4096 GRES=   Nodes=node3 CPU_IDs=0-2,5 Mem=8192 GRES= MinCPUsNode=1 MinMemoryNode=0"
            + " MinTmpDiskNode=0 Features=(null) DelayBoot=00:00:00 OverSubscribe=NO Contiguous=0 Licenses=(null) Network=(null)"
            + " Command=/home/lab/a b.sh one two three WorkDir=/home/lab StdErr=/home/lab/x y-1.log StdIn=/dev/null StdOut=/home/lab/x y-1.log Power= \n";
    static final String NODES = "NodeName=node1 Arch=x86_64 CoresPerSocket=2  CPUAlloc=2 CPUEfctv=2 CPUTot=2 NodeAddr=10.1.0.1 NodeHostName=node1 RealMemory=4096 State=ALLOCATED\n"
            + "NodeName=node2 Arch=x86_64 CoresPerSocket=2  CPUAlloc=2 CPUEfctv=2 CPUTot=2 NodeAddr=10.1.0.2 NodeHostName=node2 RealMemory=4096 State=ALLOCATED\n"
            + "NodeName=node3 Arch=x86_64 CoresPerSocket=8  CPUAlloc=4 CPUEfctv=8 CPUTot=8 NodeAddr=10.1.0.3 NodeHostName=node3 RealMemory=16000 State=MIXED\n";

    private Allocations() {}

    /** Nodes of 2 CPUs with that much memory. */
    static Allocation of(Integer... memories) {
        List<Integer> all = Arrays.asList(memories);
        return new Allocation("7", 0, "node1", IntStream.range(0, all.size()).mapToObj(i -> new NodeShare("node" + (i + 1), 2, all.get(i), "10.1.0." + (i + 1))).toList());
    }
}
