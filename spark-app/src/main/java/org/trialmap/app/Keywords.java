package org.trialmap.app;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.TreeSet;
import org.trialmap.task.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Which keywords of Syncopy's {@code freqanalysis} go with which of its methods. Those that the command lacks are known to it too, to be refused with a reason. */
final class Keywords {
    private static final String MTMFFT = "mtmfft";
    private static final String MTMCONVOL = "mtmconvol";
    private static final String WELCH = "welch";
    private static final String WAVELET = "wavelet";
    private static final String SUPERLET = "superlet";
    private static final String FOOOF = "--fooof-opt";
    private static final Map<String, List<String>> METHODS = methods();

    private Keywords() { }

    private static Map<String, List<String>> methods() {
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (String keyword : List.of("--taper", "--taper-opt", "--tapsmofrq", "--nTaper")) {
            methods.put(keyword, List.of(MTMFFT, MTMCONVOL, WELCH));
        }
        methods.put("--keeptapers", List.of(MTMFFT, MTMCONVOL));
        for (String keyword : List.of("--pad", "--demean-taper", "--ft-compat", FOOOF)) {
            methods.put(keyword, List.of(MTMFFT));
        }
        methods.put("--toi", List.of(MTMCONVOL, WELCH, WAVELET, SUPERLET));
        methods.put("--t-ftimwin", List.of(MTMCONVOL, WELCH));
        for (String keyword : List.of("--wavelet", "--width", "--order")) {
            methods.put(keyword, List.of(WAVELET));
        }
        for (String keyword : List.of("--order-max", "--order-min", "--c-1", "--adaptive")) {
            methods.put(keyword, List.of(SUPERLET));
        }
        return methods;
    }

    /** Makes the keywords known that the command has no option for. */
    static void register(CommandLine command) {
        for (String keyword : METHODS.keySet()) {
            if (!command.getCommandSpec().optionsMap().containsKey(keyword)) {
                command.getCommandSpec().addOption(OptionSpec.builder(keyword).hidden(true).type(String.class).paramLabel("VALUE").arity("1")
                        .parameterConsumer((words, option, spec) -> option.setValue(skipped(words))).build());
            }
        }
    }

    /** Takes a value off, and further numbers. */
    private static String skipped(Stack<String> words) {
        String value = words.isEmpty() ? "" : words.pop();
        while (!words.isEmpty() && Numbers.isNumbers(words.peek())) {
            words.pop();
        }
        return value;
    }

    /** Refuses a method that is not among {@code there}, and keywords that do not go with the method. */
    static void check(String method, Collection<String> there, CommandLine command) {
        String all = String.join(", ", new TreeSet<>(there));
        if (!there.contains(method)) {
            throw new UsageException("There is no method " + SpecParser.shown(method) + "." + Suggestions.of(method, there) + " The methods are " + all
                    + ". Correct --method.");
        }
        List<OptionSpec> given = command.getCommandSpec().options().stream()
                .filter(option -> command.getParseResult().hasMatchedOption(option) || option.hidden() && option.getValue() != null).toList();
        for (OptionSpec option : given) {
            String keyword = Arrays.stream(option.names()).filter(METHODS::containsKey).findFirst().orElse(null);
            if (FOOOF.equals(keyword)) {
                throw new UsageException("--fooof-opt is given, but no model is fitted to the spectra. It goes with Syncopy's outputs fooof, fooof_aperiodic and"
                        + " fooof_peaks, which trialmap does not have. Leave it out, and give the power spectra to the program fooof.");
            }
            if (keyword != null && !METHODS.get(keyword).contains(method)) {
                List<String> its = METHODS.get(keyword);
                boolean available = its.stream().anyMatch(there::contains);
                throw new UsageException(keyword + " is given with the method " + method + ". It goes with " + list(its) + " and would change nothing here."
                        + " Leave it out" + (available ? ", or choose another --method." : "; the methods that there are: " + all + "."));
            }
        }
    }

    private static String list(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
