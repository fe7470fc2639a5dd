package dev.tandem.keras;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.model.Optimizers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The optimizer that a file was compiled with; its state is not taken over. */
final class OptimizerConfig {

    private static final List<String> OPTIONS =
            List.of("rho", "beta_1", "beta_2", "epsilon", "momentum", "nesterov", "amsgrad");
    private static final Map<String, List<String>> KNOWN = Map.of(
            "sgd", List.of("momentum", "nesterov"),
            "adam", List.of("beta_1", "beta_2", "epsilon", "amsgrad"),
            "rmsprop", List.of("rho", "epsilon"),
            "adagrad", List.of("epsilon"),
            "adadelta", List.of("rho", "epsilon"),
            "nadam", List.of("beta_1", "beta_2", "epsilon"),
            "adamax", List.of("beta_1", "beta_2", "epsilon"),
            "adamw", List.of("beta_1", "beta_2", "epsilon", "amsgrad"));

    private static final List<String> LEFT_OUT = List.of("global_clipnorm", "use_ema", "centered");

    private final Warnings warnings;
    private UpdateRules rules = UpdateRules.NONE;

    OptimizerConfig(Warnings warnings) {
        this.warnings = warnings;
    }

    /** Keras 1 and 2 keep {@code optimizer_config}, Keras 3 also {@code optimizer}. */
    IUpdater of(JsonNode training) throws IOException {
        JsonNode given =
                training.has("optimizer_config") ? training.path("optimizer_config") : training.path("optimizer");
        JsonNode inner = given.path("config").path("inner_optimizer");
        if (inner.has("class_name")) {
            warnings.add("its optimizer scales the loss, which is left out: DL4J trains with 32 bits");
            given = inner;
        }
        String name =
                given.isTextual() ? given.asText() : given.path("class_name").asText("");
        name = name.substring(name.lastIndexOf('>') + 1).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw new IOException("it was saved without an optimizer. Add the key optimizer: beside keras:, one of "
                    + Optimizers.names());
        }
        List<String> known = KNOWN.get(name);
        if (known == null) {
            throw new IOException("its optimizer " + name
                    + " is none that DL4J has. Add the key optimizer: beside keras:, one of " + Optimizers.names());
        }
        warnOfOthers(name, given.path("config"));
        rules = UpdateRules.of(given.path("config"));
        return make(name.equals("adamw") ? "adam" : name, known, given.path("config"));
    }

    /** What the optimizer that was read does beside its own rule. */
    UpdateRules rules() {
        return rules;
    }

    private void warnOfOthers(String name, JsonNode config) {
        for (String option : LEFT_OUT) {
            JsonNode value = config.path(option);
            if ((value.isNumber() && value.asDouble() != 0) || value.asBoolean(false)) {
                warnings.add("its optimizer's " + option + " " + value + " is left out");
            }
        }
        if (name.equals("rmsprop") && config.path("momentum").asDouble() != 0) {
            warnings.add("its optimizer's momentum " + config.path("momentum") + " is left out");
        }
    }

    private IUpdater make(String name, List<String> known, JsonNode config) throws IOException {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : OPTIONS) {
            JsonNode value = config.path(option);
            if (known.contains(option) && (value.isNumber() || value.isBoolean())) {
                options.put(option, value.isNumber() ? value.asDouble() : value.asBoolean());
            }
        }
        double rate = learningRate(name, config);
        if (!name.equals("adadelta") && !Double.isNaN(rate)) {
            options.put("learning_rate", rate);
        }
        try {
            return withDecay(
                    optimizer(name, options), rate, config.path("decay").asDouble());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "its optimizer cannot be used: " + e.getMessage()
                            + " Add the key optimizer: beside keras: to train with another",
                    e);
        }
    }

    private IUpdater optimizer(String name, Map<String, Object> options) {
        if (name.equals("sgd") && options.get("momentum") instanceof Double momentum && momentum > 0) {
            if (!Boolean.TRUE.equals(options.get("nesterov"))) {
                warnings.add("its optimizer has plain momentum; DL4J has Nesterov's, which is used instead");
            }
            return new Nesterovs(options.get("learning_rate") instanceof Double rate ? rate : 0.01, momentum);
        }
        return Optimizers.named(name, options);
    }

    /** A schedule's first rate, where the file has a schedule; NaN where it says nothing. */
    private double learningRate(String name, JsonNode config) {
        JsonNode rate = config.has("learning_rate") ? config.path("learning_rate") : config.path("lr");
        if (rate.isObject()) {
            JsonNode schedule = rate.path("config");
            JsonNode first = schedule.path("initial_learning_rate").isNumber()
                    ? schedule.path("initial_learning_rate")
                    : schedule.path("values").path(0);
            warnings.add("its optimizer has a schedule "
                    + rate.path("class_name").asText() + "; "
                    + (first.isNumber() ? "its first learning rate " + first : "the default learning rate of " + name)
                    + " is used throughout");
            return first.asDouble(Double.NaN);
        }
        return rate.asDouble(Double.NaN);
    }

    private static IUpdater withDecay(IUpdater optimizer, double rate, double decay) {
        if (decay > 0 && optimizer.hasLearningRate() && !Double.isNaN(rate)) {
            optimizer.setLrAndSchedule(rate, new InverseSchedule(ScheduleType.ITERATION, rate, decay, 1));
        }
        return optimizer;
    }
}
