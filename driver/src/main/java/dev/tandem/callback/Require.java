package dev.tandem.callback;

/** Checks of single option values; the messages name the option. */
final class Require {

    private Require() {}

    static int atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("Invalid " + option + ": " + value + " (must be >= " + least + ")");
        }
        return value;
    }

    static double atLeast(String option, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Invalid " + option + ": " + value + " (must be a finite number >= "
                    + PythonFloat.repr(least) + ")");
        }
        return value;
    }

    static double positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("Invalid " + option + ": " + value + " (must be a finite number > 0)");
        }
        return value;
    }

    static double notNaN(String option, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("Invalid " + option + ": NaN (must be a number)");
        }
        return value;
    }
}
