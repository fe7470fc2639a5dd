package dev.tandem.metric;

import java.util.Arrays;

/**
 * A sum of doubles without rounding: {@link #value()} is the true sum, rounded once, whatever the order of the terms and however they were
 * grouped. Kept as partial sums that do not overlap (Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric
 * Predicates", Discrete &amp; Computational Geometry 18, 1997, grow-expansion), mostly one or two of them.
 *
 * <p>Infinities and NaN add up as in IEEE 754, apart from the rest. A partial sum beyond the largest double is an infinity for good.
 */
final class ExactSum {

    /** Ascending by magnitude, none of them 0. */
    private double[] partials = new double[2];

    private int count;
    private double notFinite;

    void add(double term) {
        if (!Double.isFinite(term)) {
            notFinite += term;
            return;
        }
        double carried = term;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double partial = partials[i];
            double sum = carried + partial;
            double rounded =
                    Math.abs(carried) < Math.abs(partial) ? carried - (sum - partial) : partial - (sum - carried);
            if (rounded != 0) {
                partials[kept++] = rounded;
            }
            carried = sum;
        }
        boolean overflows = Double.isInfinite(carried);
        count = overflows ? 0 : kept;
        if (overflows) {
            notFinite += carried;
        } else if (carried != 0) {
            append(carried);
        }
    }

    private void append(double partial) {
        if (count == partials.length) {
            partials = Arrays.copyOf(partials, 2 * count);
        }
        partials[count++] = partial;
    }

    /** Terms whose sum is exactly this one, to be added elsewhere; few. */
    double[] terms() {
        double[] terms = Arrays.copyOf(partials, count);
        if (notFinite != 0) {
            terms = Arrays.copyOf(terms, count + 1);
            terms[count] = notFinite;
        }
        return terms;
    }

    /** Adds another sum's {@link #terms()}. */
    void addAll(double[] terms) {
        for (double term : terms) {
            add(term);
        }
    }

    /** The sum, rounded to the nearest double, ties to even. */
    double value() {
        if (notFinite != 0) {
            return notFinite;
        }
        double sum = 0;
        double rounded = 0;
        int left = count;
        while (left > 0 && rounded == 0) {
            double before = sum;
            double partial = partials[--left];
            sum = before + partial;
            rounded = partial - (sum - before);
        }
        boolean continues = left > 0 && Math.signum(rounded) == Math.signum(partials[left - 1]);
        return continues ? awayFromTie(sum, rounded) : sum;
    }

    /** What was rounded off may have been a tie, which the partials below it break. */
    private static double awayFromTie(double sum, double rounded) {
        double twice = 2 * rounded;
        double next = sum + twice;
        return next - sum == twice ? next : sum;
    }
}
