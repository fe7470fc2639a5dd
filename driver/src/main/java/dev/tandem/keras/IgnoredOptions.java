package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Finds options of layers that change nothing about predictions, and that training here leaves out. */
final class IgnoredOptions {

    private static final List<String> PENALTIES = List.of(
            "activity_regularizer",
            "beta_regularizer",
            "gamma_regularizer",
            "alpha_regularizer",
            "pointwise_regularizer");
    private static final List<String> CONSTRAINTS = List.of(
            "recurrent_constraint",
            "embeddings_constraint",
            "depthwise_constraint",
            "pointwise_constraint",
            "alpha_constraint",
            "beta_constraint",
            "gamma_constraint");
    private static final Set<String> RECURRENT = Set.of("LSTM", "SimpleRNN");

    private final Warnings warnings;

    IgnoredOptions(Warnings warnings) {
        this.warnings = warnings;
    }

    void warn(Node node) {
        PENALTIES.stream()
                .filter(option -> isPenalty(node.config().path(option)))
                .forEach(option -> leftOut(node, option));
        CONSTRAINTS.stream().filter(option -> isGiven(node, option)).forEach(option -> leftOut(node, option));
        if (RECURRENT.contains(node.kind())) {
            warnOfRecurrent(node);
        }
        if (node.config().path("recurrent_dropout").asDouble() > 0) {
            leftOut(node, "recurrent_dropout");
        }
        if (isGiven(node, "noise_shape")) {
            leftOut(node, "noise_shape");
        }
        if (node.kind().equals("ActivityRegularization")) {
            warnings.add(node, "it is left out: DL4J has no penalty on what a layer gives out");
        }
        if (node.kind().equals("BatchNormalization") && node.flag("center", true) != node.flag("scale", true)) {
            warnings.add(node, "DL4J trains gamma and beta or neither, so both train here");
        }
    }

    private void warnOfRecurrent(Node node) {
        JsonNode kernel = node.config().path("kernel_regularizer");
        JsonNode recurrent = node.config().path("recurrent_regularizer");
        if (isPenalty(kernel) && !kernel.equals(recurrent)) {
            warnings.add(node, "DL4J applies its kernel_regularizer to the recurrent kernel, too");
        } else if (isPenalty(recurrent) && !kernel.equals(recurrent)) {
            leftOut(node, "recurrent_regularizer");
        }
        List.of("kernel_constraint", "bias_constraint").stream()
                .filter(option -> isGiven(node, option))
                .forEach(option -> leftOut(node, option));
    }

    private void leftOut(Node node, String option) {
        warnings.add(node, "its " + option + " is left out in training");
    }

    private static boolean isGiven(Node node, String option) {
        return !node.config().path(option).isMissingNode()
                && !node.config().path(option).isNull();
    }

    private static boolean isPenalty(JsonNode regularizer) {
        JsonNode config = regularizer.has("config") ? regularizer.path("config") : regularizer;
        boolean isKnown = config.has("l1") || config.has("l2");
        return regularizer.isTextual()
                || (regularizer.isObject()
                        && (!isKnown
                                || config.path("l1").asDouble() != 0
                                || config.path("l2").asDouble() != 0));
    }
}
