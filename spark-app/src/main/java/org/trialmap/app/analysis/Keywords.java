package org.trialmap.app.analysis;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.trialmap.app.cli.NumberList;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Which keywords apply to which of a command's methods. Those that the command has no option for are known to it too, to be refused with a reason.
 *
 * @param noun what the command calls its methods
 * @param owners keyword -> methods that it applies to; other keywords apply to all
 */
public record Keywords(String noun, Map<String, List<String>> owners) {
    private static final String MTMFFT = "mtmfft";
    private static final String MTMCONVOL = "mtmconvol";
    private static final String WELCH = "welch";
    private static final String WAVELET = "wavelet";
    private static final String SUPERLET = "superlet";
    public static final Keywords FREQANALYSIS = freqanalysis();

    public static final Keywords CONNECTIVITYANALYSIS = connectivityanalysis();

    private static Keywords connectivityanalysis() {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        owners.put("--output", List.of("csd", "coh"));
        owners.put("--granger", List.of("granger"));
        for (String keyword : List.of("--foi", "--foilim", "--pad", "--taper", "--taper-opt", "--tapsmofrq", "--nTaper", "--channelcmb", "--jackknife")) {
            owners.put(keyword, List.of("csd", "coh", "imcoh", "plv", "ciplv", "ppc", "pli", "wpli", "dwpli", "granger"));
        }
        return new Keywords("method", owners);
    }

    private static Keywords freqanalysis() {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        for (String keyword : List.of("--taper", "--taper-opt", "--tapsmofrq", "--nTaper")) {
            owners.put(keyword, List.of(MTMFFT, MTMCONVOL, WELCH));
        }
        owners.put("--keeptapers", List.of(MTMFFT, MTMCONVOL));
        for (String keyword : List.of("--pad", "--demean-taper", "--ft-compat", "--fooof-opt")) {
            owners.put(keyword, List.of(MTMFFT));
        }
        owners.put("--toi", List.of(MTMCONVOL, WELCH, WAVELET, SUPERLET));
        owners.put("--t-ftimwin", List.of(MTMCONVOL, WELCH));
        owners.put("--compat", List.of(WAVELET, SUPERLET));
        for (String keyword : List.of("--wavelet", "--width", "--order")) {
            owners.put(keyword, List.of(WAVELET));
        }
        for (String keyword : List.of("--order-max", "--order-min", "--c-1", "--adaptive")) {
            owners.put(keyword, List.of(SUPERLET));
        }
        return new Keywords("method", owners);
    }

    /** Makes the keywords known that the command has no option for. */
    public void register(CommandLine command) {
        for (String keyword : owners.keySet()) {
            if (!command.getCommandSpec().optionsMap().containsKey(keyword)) {
                command.getCommandSpec().addOption(OptionSpec.builder(keyword).hidden(true).type(String.class).paramLabel("VALUE").arity("1")
                        .parameterConsumer((words, option, spec) -> option.setValue(skipped(words))).build());
            }
        }
    }

    /** Takes a value off, and further numbers. */
    private static String skipped(Stack<String> words) {
        String value = words.isEmpty() ? "" : words.pop();
        while (!words.isEmpty() && NumberList.isNumbers(words.peek())) {
            words.pop();
        }
        return value;
    }

    /** Refuses a method that is not among {@code there}, and keywords that do not apply to the method. */
    void check(String method, Collection<String> there, CommandLine command) {
        if (!there.contains(method)) {
            throw new UsageException("There is no " + noun + " " + QuotedText.of(method) + "." + Suggestions.of(method, there) + " The " + noun + "s are "
                    + String.join(", ", there) + ". Correct " + (noun.equals("method") ? "--method." : "it."));
        }
        for (OptionSpec option : command.getCommandSpec().options()) {
            boolean given = command.getParseResult().hasMatchedOption(option) || option.parameterConsumer() != null && option.getValue() != null;
            if (given) {
                Arrays.stream(option.names()).filter(owners::containsKey).findFirst().ifPresent(keyword -> refuse(keyword, method, there));
            }
        }
    }

    private void refuse(String keyword, String method, Collection<String> there) {
        List<String> its = owners.get(keyword);
        if (!its.contains(method)) {
            boolean available = its.stream().anyMatch(there::contains);
            throw new UsageException(keyword + " is given with the " + noun + " " + method + ". It applies to " + list(its) + " and would change nothing here."
                    + " Leave it out" + (available ? ", or choose another " + noun + "." : "; the " + noun + "s that there are: " + String.join(", ", there)
                            + "."));
        }
    }

    private static String list(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.get(0) : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
