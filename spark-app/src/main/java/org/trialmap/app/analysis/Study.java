package org.trialmap.app.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;

/** A folder in BIDS's layout, or one with results that are named in its way. */
record Study(Path folder, Optional<String> suffix) {
    private static final Pattern NAME = Pattern.compile("(sub-([A-Za-z0-9]+)(?:_[a-z]+-[A-Za-z0-9]+)*)_([A-Za-z0-9]+)\\.(?i:edf|bdf|vhdr|set|nwb|mat|h5|spy)");
    private static final Pattern TASK = Pattern.compile("_task-([A-Za-z0-9]+)");
    /** In no other folder, as derivatives and sourcedata, there are recordings of the study. */
    private static final Pattern FOLDERS = Pattern.compile("(sub|ses)-[A-Za-z0-9]+|eeg|ieeg|meg");
    private static final List<String> SUFFIXES = List.of("eeg", "ieeg", "meg");
    private static final int DEEPEST = 3;

    /**
     * A recording.
     *
     * @param name its file's name without suffix and extension, as {@code sub-01_task-rest_run-2}
     */
    record Member(Path file, String name, String subject, String task, String suffix) {}

    /** Those of a task in the order of their names; throws {@link UsageException} that lists what there is if there are none. */
    List<Member> members(String task, List<String> subjects) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--bids " + folder + " is not a folder. Name the folder of the study.");
        }
        List<Member> all = new ArrayList<>();
        collect(folder, 0, all);
        String wanted = suffix.map(List::of).orElse(SUFFIXES).toString().replaceAll("[\\[\\]]", "");
        if (all.isEmpty()) {
            throw new UsageException("There are no recordings in --bids " + folder + ": no files sub-ID/eeg/sub-ID_task-TASK_eeg.edf (or ieeg, meg; .bdf, .vhdr, .set, .nwb, .mat, .h5, .spy; suffix: "
                    + wanted + "). Name the folder of the study, or the suffix with --suffix.");
        }
        if (task == null) {
            throw new UsageException("--bids " + folder + " is given without --task TASK. There are: " + counts(all, Member::task) + ".");
        }
        List<Member> ofTask = chosen(all, Member::task, task.replaceFirst("^task-", ""), "task");
        if (subjects.isEmpty()) {
            return requireUnlike(ofTask);
        }
        List<Member> members = new ArrayList<>();
        for (String subject : subjects) {
            members.addAll(chosen(ofTask, Member::subject, subject.strip().replaceFirst("^sub-", ""), "subject"));
        }
        return requireUnlike(members.stream().distinct().toList());
    }

    private void collect(Path dir, int depth, List<Member> members) throws IOException {
        List<Path> children;
        try (Stream<Path> there = Files.list(dir)) {
            children = there.sorted().toList();
        }
        for (Path child : children) {
            String file = child.getFileName().toString();
            Matcher name = NAME.matcher(file);
            Matcher task = TASK.matcher(file);
            if (name.matches() && task.find() && suffix.map(List::of).orElse(SUFFIXES).contains(name.group(3))) {
                members.add(new Member(child, name.group(1), name.group(2), task.group(1), name.group(3)));
            } else if (depth < DEEPEST && FOLDERS.matcher(file).matches() && Files.isDirectory(child)) {
                collect(child, depth + 1, members);
            }
        }
    }

    private List<Member> chosen(List<Member> all, Function<Member, String> what, String value, String option) {
        List<Member> chosen = all.stream().filter(member -> what.apply(member).equals(value)).toList();
        if (chosen.isEmpty()) {
            throw new UsageException("There is no recording of the " + option + " '" + value + "' in --bids " + folder + "." + Suggestions.of(value, all.stream().map(what).distinct().toList())
                    + " There are: " + counts(all, what) + ". Correct --" + option + ".");
        }
        return chosen;
    }

    /** For example {@code go (2), rest (3)}. */
    private static String counts(List<Member> all, Function<Member, String> what) {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(member -> counts.merge(what.apply(member), 1, Integer::sum));
        return Suggestions.list(counts.entrySet().stream().map(count -> count.getKey() + " (" + count.getValue() + ")").toList());
    }

    /** Two recordings of one name would have one result. */
    private static List<Member> requireUnlike(List<Member> members) {
        Map<String, Member> byName = new LinkedHashMap<>();
        for (Member member : members) {
            Member other = byName.put(member.name(), member);
            if (other != null) {
                throw new UsageException("There are two recordings of " + member.name() + ": " + other.file() + " and " + member.file() + ". Their results would have the same name. "
                        + (other.suffix().equals(member.suffix()) ? "Take one of them out of the folder." : "Choose with --suffix " + other.suffix() + " or --suffix " + member.suffix() + "."));
            }
        }
        return members;
    }
}
