package dev.tandem.metric;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built-in metrics by their Keras names. */
public final class Metrics {

    private static final List<String> NAMES = List.of(
            "accuracy",
            "binary_accuracy",
            "categorical_accuracy",
            "top_k_categorical_accuracy",
            "precision",
            "recall",
            "f1",
            "auc",
            "mse",
            "mae");

    private static final Pattern TOP = Pattern.compile("top_(\\d{1,9})(_categorical_accuracy)?");
    private static final int KERAS_DEFAULT_K = 5;

    private Metrics() {}

    /** The names that {@link #named} knows, without the aliases. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A built-in metric, which appears in the logs under the name given here.
     *
     * @param name one of {@link #names()}; also {@code acc}, {@code mean_squared_error}, {@code mean_absolute_error}, {@code f1_score},
     *     and {@code top_3} or {@code top_3_categorical_accuracy} for any number
     * @throws IllegalArgumentException if there is no such metric
     */
    public static Metric named(String name) {
        return switch (name) {
            case "accuracy", "acc" -> new Accuracy(name, Accuracy.Kind.BY_COLUMNS);
            case "binary_accuracy" -> new Accuracy(name, Accuracy.Kind.BINARY);
            case "categorical_accuracy" -> new Accuracy(name, Accuracy.Kind.CATEGORICAL);
            case "top_k_categorical_accuracy" -> new TopK(name, KERAS_DEFAULT_K);
            case "precision" -> new Confusion(name, Confusion.Kind.PRECISION);
            case "recall" -> new Confusion(name, Confusion.Kind.RECALL);
            case "f1", "f1_score" -> new Confusion(name, Confusion.Kind.F1);
            case "auc" -> new Auc(name);
            case "mse", "mean_squared_error" -> new MeanError(name, MeanError.Kind.SQUARED);
            case "mae", "mean_absolute_error" -> new MeanError(name, MeanError.Kind.ABSOLUTE);
            default -> top(name);
        };
    }

    private static Metric top(String name) {
        Matcher matcher = TOP.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Unknown metric: " + name + " (known: " + String.join(", ", NAMES)
                    + ", top_<k>)."
                    + Nearest.hint(name, NAMES) + " A metric of your own is named by its class.");
        }
        return new TopK(name, Integer.parseInt(matcher.group(1)));
    }
}
