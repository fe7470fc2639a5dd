package dev.tandem.report;

import dev.tandem.metric.Logs;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as Keras's progress bar writes them. */
public final class Formats {

    private Formats() {}

    /** Four decimals, or four digits and an exponent for what is tiny. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        return String.format(Locale.ROOT, Math.abs(value) > 1e-3 || value == 0 ? "%.4f" : "%.4e", value);
    }

    /** Every name with its value, each after a dash. */
    static String values(Logs logs) {
        return logs.asMap().entrySet().stream()
                .map(entry -> " - " + entry.getKey() + ": " + number(entry.getValue()))
                .collect(Collectors.joining());
    }

    /** How many batches were skipped; empty if none. */
    static String skipped(int batches) {
        return switch (batches) {
            case 0 -> "";
            case 1 -> " - skipped 1 bad batch";
            default -> " - skipped " + batches + " bad batches";
        };
    }

    /** {@code 42s}, {@code 1:02} or {@code 1:02:03}. */
    static String duration(long seconds) {
        if (seconds > 3600) {
            return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        }
        return seconds > 60 ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60) : seconds + "s";
    }

    static String secondsPerStep(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.0fs/step", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.0fms/step", seconds * 1e3)
                : String.format(Locale.ROOT, "%.0fus/step", seconds * 1e6);
    }
}
