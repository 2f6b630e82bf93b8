package org.trialmap.store.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trialmap.setting.Setting;

/**
 * What the results of a run depend on beside its plan, as it was when the run began: kept in {@code plan.json}, compared when the run is resumed. It
 * does not enter the plan's identity. Empty parts are not compared.
 *
 * @param folder working directory, to which relative paths belong
 * @param code digest of the function's class
 * @param programs size and time of programs and scripts, by path
 * @param files size and time of files that inputs and captured values name, by path
 * @param captured values that the function has captured, by name: a digest, a space, and the value where it may be told
 */
public record Circumstances(String folder, String code, Map<String, String> programs, Map<String, String> files, Map<String, String> captured) {
    static final Circumstances UNKNOWN = new Circumstances("", "", Map.of(), Map.of(), Map.of());
    private static final int LISTED = 3;

    public Circumstances {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(code, "code");
        programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        captured = captured == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(captured)); // null: of a version that did not keep them
    }

    /** Without captured values. */
    Circumstances(String folder, String code, Map<String, String> programs, Map<String, String> files) {
        this(folder, code, programs, files, Map.of());
    }

    /** Which captured values are others now, for example {@code ; y was 4.0 and is 5.0}; empty where none is, or their names are not known. */
    String changedValues(Circumstances now) {
        List<String> changed = new ArrayList<>();
        captured.forEach((name, then) -> {
            String is = now.captured.get(name);
            if (is != null && !digest(is).equals(digest(then))) {
                changed.add(words(is).equals(words(then)) ? name + " has changed" : name + " was " + words(then) + " and is " + words(is));
            }
        });
        now.captured.keySet().stream().filter(name -> !captured.isEmpty() && !captured.containsKey(name)).forEach(name -> changed.add(name + " is new"));
        captured.keySet().stream().filter(name -> !now.captured.isEmpty() && !now.captured.containsKey(name)).forEach(name -> changed.add(name + " is not there any more"));
        return changed.isEmpty() ? "" : "; " + list(changed);
    }

    private static String digest(String value) {
        return value.substring(0, Math.max(0, value.indexOf(' ')));
    }

    private static String words(String value) {
        return value.substring(value.indexOf(' ') + 1);
    }

    /** Size and time of a regular file, in words; empty for anything else. */
    public static Optional<String> stamp(Path file) {
        try {
            if (!file.toFile().isFile()) { // most values are not files, and this costs less than an exception
                return Optional.empty();
            }
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(attributes.size() + " bytes, modified " + attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (IOException e) { // it went away at this moment
            return Optional.empty();
        }
    }

    /** Files that are not what they were, so that finished results may be of others than those to come; empty if there are none. */
    Optional<String> changedFiles(Circumstances now) {
        List<String> changed = changed(files, now.files);
        return changed.isEmpty() ? Optional.empty() : Optional.of(list(changed));
    }

    /** What else differs, in words for the user. */
    List<String> notices(Circumstances now) {
        List<String> notices = new ArrayList<>();
        List<String> scripts = changed(programs, now.programs);
        if (!scripts.isEmpty()) {
            notices.add(list(scripts) + ": changed since this run began." + kept());
        }
        if (!code.isEmpty() && !now.code.isEmpty() && !code.equals(now.code)) {
            notices.add("The code of the function has changed since this run began (class " + code + " -> " + now.code + ")." + kept());
        }
        List<String> gone = files.keySet().stream().filter(file -> !now.files.containsKey(file)).toList();
        if (!now.equals(UNKNOWN) && !gone.isEmpty()) {
            notices.add(list(gone) + ": there when this run began, and gone now.");
        }
        if (hasMoved(now)) {
            notices.add("This run began in the working directory " + folder + " and continues in " + now.folder + ": relative paths mean other files there.");
        }
        return notices;
    }

    boolean hasMoved(Circumstances now) {
        return !folder.isEmpty() && !now.folder.isEmpty() && !folder.equals(now.folder);
    }

    private static String kept() {
        return " What had finished is kept as it is. Use " + Setting.OVERWRITE + " to compute all of it again.";
    }

    private static List<String> changed(Map<String, String> then, Map<String, String> now) {
        return then.entrySet().stream().filter(file -> now.containsKey(file.getKey()) && !now.get(file.getKey()).equals(file.getValue()))
                .map(file -> file.getKey() + ": " + file.getValue() + " -> " + now.get(file.getKey())).toList();
    }

    private static String list(List<String> all) {
        return String.join("; ", all.subList(0, Math.min(LISTED, all.size()))) + (all.size() > LISTED ? "; and " + (all.size() - LISTED) + " more" : "");
    }
}
