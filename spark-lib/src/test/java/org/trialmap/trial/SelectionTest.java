package org.trialmap.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    private static final List<String> NAMES = List.of("Fz", "Cz", "Pz", "left ear", "2", "4", "EMG", "EMG");

    private static int[] numbers(String text) {
        return text.isBlank() ? new int[0] : java.util.Arrays.stream(text.trim().split("\\s+")).mapToInt(Integer::parseInt).toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0,3,5:10 | 0 3 5 6 7 8 9", "3,0,3 | 3 0 3", "5: | 5 6 7 8 9 10 11", ":2 | 0 1", "::5 | 0 5 10", "1:12:4 | 1 5 9", "0:15:6 | 0 6 12",
        " 1 , 2 | 1 2", "+4 | 4", "10:12 | 10 11"
    })
    void keepsTheGivenOrderAndRepetitionsOfTrials(String text, String expected) {
        int count = text.equals("0:15:6") ? 13 : 12; // the last position of that range is 12, though its stop is beyond
        assertArrayEquals(numbers(expected), Selection.all().trials(text).resolveTrials(count));
    }

    @Test
    void takesEverythingByDefault() {
        assertArrayEquals(new int[] {0, 1, 2}, Selection.all().resolveTrials(3));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, Selection.all().resolveChannels(NAMES));
        assertEquals("trials all, channels all", Selection.all().toString());
    }

    @Test
    void mixesNamesPositionsAndRanges() {
        assertArrayEquals(new int[] {2, 0, 3, 5, 6}, Selection.all().channels("Pz,0,left ear,5:7").resolveChannels(NAMES));
        assertArrayEquals(new int[] {4, 1}, Selection.all().channelNames(List.of("2", "Cz")).resolveChannels(NAMES));
        assertArrayEquals(new int[] {2, 4}, Selection.all().channels(2, 4).resolveChannels(NAMES));
        assertArrayEquals(new int[] {1}, Selection.all().channelNames(List.of("a,b")).resolveChannels(List.of("a", "a,b")));
        assertArrayEquals(new int[] {1}, Selection.all().channels("1").resolveChannels(List.of("0", "1")));
    }

    @Test
    void blanksThatPadANameNeedNotBeTyped() {
        List<String> padded = List.of("Fz  ", "Cz  ", "O1", "O1  ", "7 ");
        assertArrayEquals(new int[] {1, 0}, Selection.all().channels("Cz,Fz").resolveChannels(padded));
        assertArrayEquals(new int[] {0, 1}, Selection.all().channels("Fz..Cz").resolveChannels(padded));
        assertArrayEquals(new int[] {2}, Selection.all().channels("O1").resolveChannels(padded));
        assertArrayEquals(new int[] {3, 1}, Selection.all().channelNames(List.of("O1  ", "Cz")).resolveChannels(padded));
        assertArrayEquals(new int[] {4}, Selection.all().channelNames(List.of("7")).resolveChannels(padded));
        refuses("Channel 'A' is ambiguous: the channels at the positions 0, 1 have that name. Select one of them by position in channels(...).",
                () -> Selection.all().channels("A").resolveChannels(List.of("A ", "A  ")));
    }

    @Test
    void takesChannelsFromOneNameToAnother() {
        assertArrayEquals(new int[] {1, 2, 3, 7}, Selection.all().channels("Cz..left ear,7").resolveChannels(NAMES));
        assertArrayEquals(new int[] {4, 5}, Selection.all().channels("2..4").resolveChannels(NAMES)); // names, not positions
        assertArrayEquals(new int[] {0}, Selection.all().channels("a..b").resolveChannels(List.of("a..b", "a", "b")));
        assertArrayEquals(new int[] {2}, Selection.all().channels("b..b").resolveChannels(List.of("a..b", "a", "b")));
        refuses("The range Pz..Fz in the channel selection goes downwards: 'Pz' is at position 2, 'Fz' at 0. A range goes upwards, and both ends belong"
                + " to it. Exchange the names in channels(...).", () -> Selection.all().channels("Pz..Fz").resolveChannels(NAMES));
        refuses("There is no channel 'fz'. Did you mean 'Fz'? The recording's channels are Fz, Cz, Pz, left ear, 2, 4, EMG, EMG. Correct"
                + " channels(...).", () -> Selection.all().channels("fz..Pz").resolveChannels(NAMES));
        refuses("Channel 'EMG' is ambiguous: the channels at the positions 6, 7 have that name. Select one of them by position in"
                + " channels(...).", () -> Selection.all().channels("Fz..EMG").resolveChannels(NAMES));
    }

    @Test
    void equalsAnEqualSelection() {
        assertEquals(Selection.all().trials("0,1").channels("Cz"), Selection.all().channels("Cz").trials("0,1"));
        assertEquals("trials 0,1, channels Cz", Selection.all().trials("0,1").channels("Cz").toString());
    }

    @Test
    void refusesTrialsOutOfRange() {
        refuses("The trial selection asks for trial 12, but the recording has 12 trials: 0 to 11. Positions count from 0."
                + " Correct trials(...).", () -> Selection.all().trials("12").resolveTrials(12));
        refuses("The trial selection asks for trial 19 (in '10:20'), but the recording has 12 trials: 0 to 11. Positions count from 0."
                + " Correct trials(...).", () -> Selection.all().trials("1,10:20").resolveTrials(12));
        refuses("The trial selection asks for trial -1, but the recording has 1 trial: 0 to 0. Positions count from 0."
                + " Correct trials(...).", () -> Selection.all().trials(-1).resolveTrials(1));
    }

    @Test
    void refusesRangesThatSelectNothingOrGoDown() {
        refuses("The range 5:5 in the trial selection is empty. A range is start:stop[:step], stop excluded. Use a stop above the start in"
                + " trials(...).", () -> Selection.all().trials("5:5").resolveTrials(12));
        refuses("The range 5:0:-1 in the trial selection has step -1. A range goes upwards (start:stop[:step], stop excluded). Use a step of at"
                + " least 1 in trials(...).", () -> Selection.all().trials("5:0:-1").resolveTrials(12));
        refuses("The number 99999999999999999999 in the selection '99999999999999999999' is larger than any recording. Positions are whole numbers"
                + " from 0 to 11. Correct trials(...).", () -> Selection.all().trials("99999999999999999999").resolveTrials(12));
    }

    @Test
    void refusesEmptySelections() {
        refuses("The trial selection '0,,2' has an empty entry. Entries are separated by single commas. Write for example 0,3,5:10, or leave the"
                + " selection out to take every trial.", () -> Selection.all().trials("0,,2"));
        refuses("The channel selection '' has an empty entry. Entries are separated by single commas. Write for example 0,3,5:10, or leave the"
                + " selection out to take every channel.", () -> Selection.all().channels(""));
        refuses("The channel selection is empty. There would be nothing to compute. Select at least one channel, or leave the selection out to take"
                + " every channel.", () -> Selection.all().channelNames(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial", "channel", "taper"})
    void refusesEmptyTextsAndLists(String noun) {
        Function<String, Selection> text = Map.<String, Function<String, Selection>>of("trial", Selection.all()::trials, "channel", Selection.all()::channels,
                "taper", Selection.all()::tapers).get(noun);
        Function<int[], Selection> positions = Map.<String, Function<int[], Selection>>of("trial", Selection.all()::trials, "channel",
                Selection.all()::channels, "taper", Selection.all()::tapers).get(noun);
        for (String empty : List.of("", " ", ",", "0,")) {
            refuses("The " + noun + " selection '" + empty + "' has an empty entry. Entries are separated by single commas. Write for example 0,3,5:10, or leave"
                    + " the selection out to take every " + noun + ".", () -> text.apply(empty));
        }
        refuses("The " + noun + " selection is empty. There would be nothing to compute. Select at least one " + noun + ", or leave the selection out to take"
                + " every " + noun + ".", () -> positions.apply(new int[0]));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "NaN, 1", "0, NaN", "-Infinity, 0", "0, Infinity"})
    void refusesFrequenciesThatAreNoRange(double from, double to) {
        refuses("The frequency " + from + " to " + to + " Hz is not possible. It is a range of two finite numbers of Hz, the first not greater than the second."
                + " Correct frequency(...).", () -> Selection.all().frequency(from, to));
    }

    @Test
    void saysWhatIsSelectedOfASpectrum() {
        Selection selection = Selection.all().frequency(1, 40).tapers("0,2").latency(0, 1);
        assertEquals("trials all, channels all, latency 0.0 to 1.0 s, tapers 0,2, frequency 1.0 to 40.0 Hz", selection.toString());
        assertEquals(selection, Selection.all().latency(0, 1).tapers("0,2").frequency(1, 40));
        assertEquals(selection.hashCode(), Selection.all().latency(0, 1).tapers("0,2").frequency(1, 40).hashCode());
        assertNotEquals(selection, selection.frequency(1, 41));
        assertNotEquals(selection, selection.tapers("0,1"));
    }

    @Test
    void refusesWordsAsTrials() {
        refuses("The trial selection has the entry 'first', which is neither a number nor a range. Only channels have names. Write numbers and ranges, for"
                + " example 0,3,5:10, in trials(...).", () -> Selection.all().trials("first").resolveTrials(3));
    }

    @Test
    void suggestsTheNearestChannelName() {
        refuses("There is no channel 'left_ear'. Did you mean 'left ear'? The recording's channels are Fz, Cz, Pz, left ear, 2, 4, EMG, EMG. Correct"
                + " channels(...).", () -> Selection.all().channels("left_ear").resolveChannels(NAMES));
        refuses("There is no channel 'Oz1234567'. The recording's channels are Fz, Cz, Pz, left ear, 2, 4, EMG, EMG. Correct"
                + " channels(...).", () -> Selection.all().channelNames(List.of("Oz1234567")).resolveChannels(NAMES));
    }

    @Test
    void refusesAmbiguousChannels() {
        refuses("Channel 'EMG' is ambiguous: the channels at the positions 6, 7 have that name. Select one of them by position in"
                + " channels(...).", () -> Selection.all().channels("EMG").resolveChannels(NAMES));
        refuses("Channel '2' is ambiguous: it is the name of the channel at position 4 and may be a position as well. For the named channel write"
                + " 4:5, for a position p write p:p+1 (for example 3:4) in channels(...).",
                () -> Selection.all().channels("2").resolveChannels(NAMES));
    }

    @Test
    void refusesAChannelTwice() {
        refuses("Channel 1 ('Cz') is selected twice. A result has one place for each channel. Name every channel once in"
                + " channels(...).", () -> Selection.all().channels("0:3,Cz").resolveChannels(NAMES));
    }

    private static void refuses(String text, Executable action) {
        assertEquals(text, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
