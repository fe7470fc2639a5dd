package dev.tandem.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Contenders that are run in turn, again and again, so that what the machine does besides hits them all alike. Each figure becomes a row
 * {@code name.contender[.figure]}; each ratio a row of its own name, from the ratios of the repetitions.
 *
 * @param name what the rows' names begin with
 * @param contenders in the order of the first repetition; each further one begins one later
 * @param ratios between their figures
 * @param warmups runs of all contenders that are not counted
 * @param repetitions that are counted
 */
public record Measure(String name, List<Contender> contenders, List<Ratio> ratios, int warmups, int repetitions) {

    public Measure {
        contenders = List.copyOf(contenders);
        ratios = List.copyOf(ratios);
        if (warmups < 0 || repetitions < 1) {
            throw new IllegalArgumentException("Invalid measure " + name + ": " + warmups + " warm-ups, " + repetitions
                    + " repetitions (must be >= 0 and >= 1)");
        }
        if (contenders.stream().map(Contender::name).distinct().count() != contenders.size()) {
            throw new IllegalArgumentException("Invalid measure " + name + ": two contenders of one name");
        }
    }

    /** A measure without contenders yet, and without warm-up. */
    public static Measure of(String name, int repetitions) {
        return new Measure(name, List.of(), List.of(), 0, repetitions);
    }

    public Measure warmups(int count) {
        return new Measure(name, contenders, ratios, count, repetitions);
    }

    public Measure with(Contender contender) {
        return new Measure(name, appended(contenders, contender), ratios, warmups, repetitions);
    }

    /** Adds a ratio of two figures, each named as in {@link Ratio}. */
    public Measure ratio(String ratioName, String numerator, String denominator) {
        Ratio ratio = new Ratio(ratioName, numerator, denominator);
        return new Measure(name, contenders, appended(ratios, ratio), warmups, repetitions);
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> all = new ArrayList<>(list);
        all.add(last);
        return all;
    }
}
