package dev.tandem.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.plan.EpochOrder;
import dev.tandem.plan.EpochPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays the traces of real Keras through the real callbacks and plans. The cases lie in the folder that the system property
 * {@code keras.cases} names; its README says what is judged.
 */
class KerasConformanceTest {

    private static final double LEARNING_RATE_TOLERANCE = 1e-6;

    @TempDir
    Path folder;

    @Test
    void everyCase_endsAsInKeras() throws IOException {
        Path cases = Path.of(System.getProperty("keras.cases", "../../shared/keras"));
        assumeTrue(Files.isDirectory(cases), "No Keras cases in " + cases + "; set -Dkeras.cases=FOLDER");
        List<Path> files;
        try (Stream<Path> listed = Files.list(cases)) {
            files = listed.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
        assertThat(files).as("case files in " + cases).isNotEmpty();
        List<String> differences = new ArrayList<>();
        for (Path file : files) {
            differences.addAll(replay(file));
        }
        assertThat(differences).isEmpty();
    }

    private List<String> replay(Path file) throws IOException {
        List<String> differences = new ArrayList<>();
        int passed = 0;
        List<KerasCase> cases = KerasCase.in(file);
        for (KerasCase given : cases) {
            List<String> found = given.job().has("num_batches") ? orderDifferences(given) : traceDifferences(given);
            passed += found.isEmpty() ? 1 : 0;
            found.forEach(difference -> differences.add(given.id() + ": " + difference));
        }
        System.out.println(
                "Keras conformance: " + file.getFileName() + ": " + passed + " of " + cases.size() + " passed");
        return differences;
    }

    private List<String> traceDifferences(KerasCase given) throws IOException {
        Path own = Files.createDirectories(folder.resolve(given.id()));
        KerasReplay replay = KerasReplay.of(given, own);
        JsonNode expected = given.expected();
        List<String> differences = new ArrayList<>();
        if (given.mustBeRefused()) {
            compare(differences, "refused", true, replay.isRefused);
            return differences;
        }
        JsonNode error = expected.path("error");
        boolean failsInFirstEpoch = error.isObject() && error.path("epoch").asInt() <= given.initialEpoch();
        if (replay.isRefused && failsInFirstEpoch) {
            return differences; // What must fail in the first epoch may be refused before it.
        }
        compare(differences, "refused", false, replay.isRefused);
        compare(
                differences,
                "error epoch",
                error.isObject() ? error.get("epoch").asInt() : null,
                replay.errorEpoch);
        compare(differences, "epochs_run", expected.get("epochs_run").asInt(), replay.epochsRun());
        compare(differences, "stopped", expected.get("stopped").asBoolean(), replay.isStopped());
        compareLearningRates(differences, expected.get("epochs"), replay);
        if (expected.hasNonNull("final_weights_epoch") && !error.hasNonNull("batch")) {
            compare(
                    differences,
                    "final_weights_epoch",
                    expected.get("final_weights_epoch").asInt(),
                    replay.weightsEpoch());
        }
        if (expected.has("saves")) {
            compare(differences, "saves", saves(expected.get("saves")), replay.saves());
        }
        compareRecords(differences, expected, replay, own);
        return differences;
    }

    /** Not judged by the README, but the same all the same: the lists of History and the bytes of the CSV file. */
    private static void compareRecords(List<String> differences, JsonNode expected, KerasReplay replay, Path own)
            throws IOException {
        if (expected.has("history")) {
            Map<String, List<Double>> lists = new TreeMap<>();
            expected.get("history").fields().forEachRemaining(field -> {
                List<Double> list = new ArrayList<>();
                field.getValue().forEach(value -> list.add(KerasCase.number(value)));
                lists.put(field.getKey(), list);
            });
            compare(differences, "history", lists, new TreeMap<>(replay.history.values()));
        }
        if (expected.has("csv")) {
            compare(differences, "csv", expected.get("csv").asText(), Files.readString(KerasCase.csv(own)));
        }
    }

    private static List<ObjectNode> saves(JsonNode expected) {
        List<ObjectNode> saves = new ArrayList<>();
        expected.forEach(save -> saves.add(((ObjectNode) save.deepCopy()).retain("epoch", "batch", "file")));
        return saves;
    }

    private static void compareLearningRates(List<String> differences, JsonNode epochs, KerasReplay replay) {
        for (int i = 0; i < Math.min(epochs.size(), replay.epochsRun()); i++) {
            double expected = KerasCase.number(epochs.get(i).get("lr"));
            double actual = replay.learningRates.get(i);
            if (Math.abs(actual - expected) > LEARNING_RATE_TOLERANCE * Math.abs(expected)) {
                differences.add("lr after " + (i + 1) + " epochs: expected " + expected + " but was " + actual);
            }
            compare(
                    differences,
                    "stop_training after " + (i + 1) + " epochs",
                    epochs.get(i).path("stop_training").asBoolean(),
                    replay.stops.get(i));
        }
    }

    private static List<String> orderDifferences(KerasCase given) {
        JsonNode job = given.job();
        int length = job.get("num_batches").asInt();
        int steps =
                job.hasNonNull("steps_per_epoch") ? job.get("steps_per_epoch").asInt() : length;
        boolean shuffle = job.get("shuffle").asBoolean();
        Function<Integer, List<Integer>> epochOrder = epoch -> {
            EpochOrder order = EpochPlan.ofSteps(
                            length, steps, 1, epoch, job.get("seed").asLong(), shuffle, 1)
                    .order();
            return IntStream.range(0, steps).mapToObj(order::indexAt).toList();
        };
        List<List<Integer>> epochs = IntStream.range(0, job.get("epochs").asInt())
                .mapToObj(epochOrder::apply)
                .toList();
        List<String> differences = new ArrayList<>();
        if (shuffle) {
            List<Integer> stream = epochs.stream().flatMap(List::stream).toList();
            List<Integer> everyIndex = IntStream.range(0, length).boxed().toList();
            for (int pass = 0; pass + length <= stream.size(); pass += length) {
                compare(
                        differences,
                        "pass from " + pass,
                        everyIndex,
                        stream.subList(pass, pass + length).stream().sorted().toList());
            }
            compare(differences, "epochs", given.expected().get("order").size(), epochs.size());
        } else {
            compare(
                    differences,
                    "order",
                    given.expected().get("order").toString(),
                    epochs.toString().replace(" ", ""));
        }
        return differences;
    }

    private static void compare(List<String> differences, String what, Object expected, Object actual) {
        if (expected == null ? actual != null : !expected.equals(actual)) {
            differences.add(what + ": expected " + expected + " but was " + actual);
        }
    }
}
