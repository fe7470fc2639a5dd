package dev.tandem.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fit loop of the cases' README around real callbacks, and what it saw. */
final class KerasReplay {

    private final KerasCase given;
    private final FakeRun run;
    private final List<ObjectNode> saves = new ArrayList<>();

    final List<Double> learningRates = new ArrayList<>();
    final List<Boolean> stops = new ArrayList<>();
    final History history = new History();
    boolean isRefused;

    @Nullable
    Integer errorEpoch;

    private KerasReplay(KerasCase given) {
        this.given = given;
        this.run = new FakeRun(given.initialLearningRate());
    }

    static KerasReplay of(KerasCase given, Path folder) {
        KerasReplay replay = new KerasReplay(given);
        try {
            List<Callback> callbacks = given.callbacks(folder);
            if (given.keepsHistory()) {
                callbacks.add(replay.history);
            }
            CallbackList list = new CallbackList(callbacks);
            list.check(given.metrics());
            replay.fit(list);
        } catch (IllegalArgumentException refused) {
            replay.isRefused = true;
        }
        return replay;
    }

    private void fit(CallbackList callbacks) {
        callbacks.onTrainBegin(run);
        JsonNode epochs = given.job().get("epochs");
        Logs last = new Logs();
        for (int i = 0; i < epochs.size() && !run.isStopping(); i++) {
            int epoch = given.initialEpoch() + i;
            last = KerasCase.logs(epochs.get(i).get("logs"));
            try {
                epoch(epoch, epochs.get(i), last, callbacks);
            } catch (CallbackException failure) {
                errorEpoch = epoch;
                return;
            }
        }
        callbacks.onTrainEnd(last, run);
    }

    private void epoch(int epoch, JsonNode given, Logs logs, CallbackList callbacks) {
        callbacks.onEpochBegin(epoch, run);
        JsonNode batches = given.path("batches");
        for (int batch = 0; batch < batches.size() && !run.isStopping(); batch++) {
            callbacks.onSegmentBegin(batch, run);
            callbacks.onSegmentEnd(batch, KerasCase.logs(batches.get(batch)), run);
            noteSaves(epoch, batch);
        }
        run.train(epoch);
        callbacks.onEpochEnd(epoch, logs, run);
        noteSaves(epoch, null);
        learningRates.add(run.learningRate());
        stops.add(run.isStopping());
    }

    private void noteSaves(int epoch, @Nullable Integer batch) {
        for (FakeRun.Save save : run.saves.subList(saves.size(), run.saves.size())) {
            saves.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("epoch", epoch)
                    .put("batch", batch)
                    .put("file", save.path()));
        }
    }

    /** Epoch, batch and file of each save, in call order. */
    List<ObjectNode> saves() {
        return saves;
    }

    int epochsRun() {
        return learningRates.size();
    }

    boolean isStopped() {
        return run.isStopping();
    }

    int weightsEpoch() {
        return (int) run.tag();
    }
}
