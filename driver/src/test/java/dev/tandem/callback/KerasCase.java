package dev.tandem.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a file of cases.
 *
 * @param id name of the case
 * @param job what to run
 * @param expected what real Keras did
 */
record KerasCase(String id, JsonNode job, JsonNode expected) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<KerasCase> in(Path file) throws IOException {
        List<KerasCase> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode node = JSON.readTree(line);
                cases.add(new KerasCase(node.get("id").asText(), node.get("job"), node.get("expected")));
            }
        }
        return cases;
    }

    boolean mustBeRefused() {
        return expected.path("refused").asBoolean();
    }

    double initialLearningRate() {
        return job.path("initial_lr").asDouble(0.01);
    }

    int initialEpoch() {
        return job.path("initial_epoch").asInt(0);
    }

    boolean keepsHistory() {
        return job.path("history").asBoolean();
    }

    /** The callbacks of the job; loggers write into {@code folder}. */
    List<Callback> callbacks(Path folder) {
        List<Callback> callbacks = new ArrayList<>();
        if (job.hasNonNull("callback")) {
            callbacks.add(callback(job.get("callback").asText(), job.path("config"), folder));
        }
        for (JsonNode entry : job.path("callbacks")) {
            callbacks.add(callback(entry.get("name").asText(), entry.path("config"), folder));
        }
        return callbacks;
    }

    private static Callback callback(String name, JsonNode config, Path folder) {
        Map<String, Object> options = new LinkedHashMap<>();
        config.fields().forEachRemaining(field -> options.put(field.getKey(), value(field.getValue())));
        if (name.equals("CSVLogger")) {
            options.put("filename", csv(folder).toString());
        }
        return Callbacks.named(name, options);
    }

    static Path csv(Path folder) {
        return folder.resolve("history.csv");
    }

    private static Object value(JsonNode node) {
        return isNumber(node) && node.isTextual() ? (Object) number(node) : JSON.convertValue(node, Object.class);
    }

    private static boolean isNumber(JsonNode node) {
        return node.isNumber() || List.of("NaN", "Infinity", "-Infinity").contains(node.asText());
    }

    static double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.parseDouble(node.asText());
    }

    /** The names of the job's metrics, with and without {@code val_}. */
    KnownMetrics metrics() {
        Map<String, Optional<Direction>> plain = new LinkedHashMap<>();
        plain.put("loss", Optional.of(Direction.MIN));
        for (JsonNode metric : job.path("metrics")) {
            plain.put(
                    metric.get("name").asText(),
                    direction(metric.path("direction").asText()));
        }
        Map<String, Optional<Direction>> all = new LinkedHashMap<>(plain);
        plain.forEach((name, direction) -> all.put("val_" + name, direction));
        return new KnownMetrics(all);
    }

    private static Optional<Direction> direction(String word) {
        return switch (word) {
            case "up" -> Optional.of(Direction.MAX);
            case "down" -> Optional.of(Direction.MIN);
            default -> Optional.empty();
        };
    }

    static Logs logs(JsonNode node) {
        Logs logs = new Logs();
        node.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                logs.put(field.getKey(), number(field.getValue()));
            }
        });
        return logs;
    }
}
