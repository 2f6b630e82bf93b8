package org.trialmap.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The text that sbatch gets. A user may just as well save it and submit it by hand. */
public final class BatchScript {
    private BatchScript() {}

    /**
     * @param bootstrap scripts/slurm-bootstrap.sbatch, absolute
     * @param folder where the log goes, absolute: the folder of the submission
     */
    public static String text(JobRequest request, SiteProfile profile, Path bootstrap, Path folder) {
        StringBuilder script = new StringBuilder("#!/bin/bash\n");
        directives(request, profile, folder).forEach((name, value) -> {
            if (!request.skips(name) && !profile.skip().contains(name)) {
                script.append("#SBATCH --").append(name).append(value.isEmpty() ? "" : "=" + directive(value)).append('\n');
            }
        });
        for (String option : profile.sbatch()) {
            appendUnlessSkipped(script, request, option);
        }
        for (String option : request.more()) {
            appendUnlessSkipped(script, request, option);
        }
        script.append('\n');
        if (!profile.modules().isEmpty()) {
            script.append("module load ").append(ShellText.quoted(profile.modules())).append('\n');
        }
        script.append(ShellText.exports(request.settings()));
        script.append("exec bash ").append(ShellText.quoted(bootstrap.toString()));
        if (!request.command().isEmpty()) {
            script.append(' ').append(ShellText.quoted(request.command()));
        }
        return script.append('\n').toString();
    }

    private static void appendUnlessSkipped(StringBuilder script, JobRequest request, String option) {
        if (!request.skips(option)) {
            script.append("#SBATCH ").append(readable(option)).append('\n');
        }
    }

    /** A value with blanks needs quotes in a script, if it has none yet. */
    private static String readable(String option) {
        int value = option.indexOf('=') + 1;
        return value > 0 && option.startsWith("--") && !option.contains("\"") ? option.substring(0, value) + directive(option.substring(value)) : option;
    }

    private static Map<String, String> directives(JobRequest request, SiteProfile profile, Path folder) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("job-name", "trialmap-" + (request.command().isEmpty() ? "cluster" : request.command().get(0).replaceAll("^-+|[^\\w.-]", "")));
        putUnlessNull(all, "partition", profile.partition());
        putUnlessNull(all, "account", profile.account());
        all.put("nodes", "1");
        all.put("ntasks-per-node", "1");
        all.put("output", folder.toString().replace("%", "%%") + "/trialmap-%j.log");
        all.put("open-mode", "append");
        all.put("requeue", "");
        all.put("no-kill", "");
        all.put("signal", "B:TERM@" + request.stopBefore());
        all.putAll(request.directives());
        return all;
    }

    private static void putUnlessNull(Map<String, String> map, String key, String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    /** sbatch reads quotes in directives, but no newlines. */
    private static String directive(String value) {
        if (value.contains("\n") || value.contains("\"")) {
            throw new IllegalArgumentException("The value " + value.replace("\n", "\\n") + " has a line end or a double quote, which sbatch does not read in a"
                    + " script. Choose another name or folder.");
        }
        return value.matches("[\\w@%+=:,./-]+") ? value : "\"" + value + "\"";
    }
}
