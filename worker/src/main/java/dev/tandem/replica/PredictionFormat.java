package dev.tandem.replica;

import dev.tandem.data.DataNotes;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How predictions are written: a line of CSV for each sample. By default it has the predicted class and the probability of each; without
 * class names, the outputs by number.
 *
 * @param nameColumn header of the samples' names
 * @param classes names in the order of the outputs; empty if there are none
 * @param targets what one output row says
 * @param top how many of the most probable classes are written in place of all; 0 for all
 */
public record PredictionFormat(String nameColumn, List<String> classes, Targets targets, int top)
        implements Serializable {

    private static final float LIKELY = 0.5f;

    /** What one row of outputs says. */
    public enum Targets {
        /** The probability of each class, of which one is right. */
        ONE_CLASS,
        /** The probability of the second of two classes. */
        SECOND_CLASS,
        /** The probability of each class, of which any number are right. */
        ANY_CLASSES
    }

    public PredictionFormat {
        classes = List.copyOf(classes);
    }

    /** For a model that remembers this of its data. */
    public static PredictionFormat of(DataNotes notes, String nameColumn, int top) {
        Targets targets = switch (String.valueOf(notes.preparation().get("class_mode"))) {
            case "binary" -> Targets.SECOND_CLASS;
            case "multi_label" -> Targets.ANY_CLASSES;
            default -> Targets.ONE_CLASS;
        };
        return new PredictionFormat(nameColumn, notes.classes(), targets, top);
    }

    /** The first line, for a model of so many outputs. */
    public String header(int outputs) {
        int width = width(outputs);
        StringJoiner line = line().add(quoted(nameColumn));
        if (top > 0) {
            for (int rank = 1; rank <= Math.min(top, width); rank++) {
                line.add("class_" + rank).add("probability_" + rank);
            }
            return line.toString();
        }
        if (!isNamed(width)) {
            IntStream.range(0, width).forEach(output -> line.add("output_" + output));
            return line.toString();
        }
        line.add(targets == Targets.ANY_CLASSES ? "classes" : "class");
        classes.forEach(name -> line.add(quoted("probability_" + name)));
        return line.toString();
    }

    /** The line of a sample. */
    public String row(String name, float[] outputs) {
        float[] values = expanded(outputs);
        StringJoiner line = line().add(quoted(name));
        if (top > 0) {
            ranked(values)
                    .limit(top)
                    .forEach(output ->
                            line.add(quoted(nameOf(output, values.length))).add(Float.toString(values[output])));
            return line.toString();
        }
        if (isNamed(values.length)) {
            line.add(quoted(predicted(values)));
        }
        for (float value : values) {
            line.add(Float.toString(value));
        }
        return line.toString();
    }

    private String predicted(float[] values) {
        return targets == Targets.ANY_CLASSES
                ? IntStream.range(0, values.length)
                        .filter(output -> values[output] > LIKELY)
                        .mapToObj(classes::get)
                        .collect(Collectors.joining("|"))
                : classes.get(ranked(values).findFirst().orElseThrow());
    }

    /** Outputs from the largest to the smallest, of equal ones the first first. */
    private static Stream<Integer> ranked(float[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparing((Integer output) -> values[output]).reversed());
    }

    private boolean isExpanded(int outputs) {
        return targets == Targets.SECOND_CLASS && outputs == 1 && classes.size() == 2;
    }

    private int width(int outputs) {
        return isExpanded(outputs) ? 2 : outputs;
    }

    private float[] expanded(float[] outputs) {
        return isExpanded(outputs.length) ? new float[] {1 - outputs[0], outputs[0]} : outputs;
    }

    private boolean isNamed(int width) {
        return classes.size() == width;
    }

    private String nameOf(int output, int width) {
        return isNamed(width) ? classes.get(output) : Integer.toString(output);
    }

    private static StringJoiner line() {
        return new StringJoiner(",", "", "\n");
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
