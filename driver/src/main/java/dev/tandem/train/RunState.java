package dev.tandem.train;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.callback.CallbackState;
import dev.tandem.checkpoint.CommitContent;
import dev.tandem.checkpoint.Position;
import dev.tandem.checkpoint.Restored;
import dev.tandem.model.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of a run that one commit holds, but for the large arrays.
 *
 * @param identity what must not change between a commit and those who go on from it, by name
 * @param iteration optimizer steps done
 * @param learningRate set by a callback; NaN if none was
 * @param epochs the last epoch that was asked for
 * @param stopReason why a callback stopped the run, or null
 * @param standing how far it is
 * @param record what people can read of it so far
 * @param callbacks the callbacks' small values
 * @param callbackArrays names of the callbacks' arrays, in the order of their numbers
 */
record RunState(
        Map<String, String> identity,
        int iteration,
        @JsonProperty("learning_rate") double learningRate,
        int epochs,
        @JsonProperty("stop_reason") @Nullable String stopReason,
        Standing standing,
        RunRecord.Kept record,
        ObjectNode callbacks,
        @JsonProperty("callback_arrays") List<String> callbackArrays) {

    /**
     * Only what a record is made of: its questions, such as isExact(), are no part of it.
     * A list that an older commit lacks is empty, and a sum that it holds as one number is one term.
     */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private static final String PARAMETERS = "parameters";
    private static final String UPDATER_STATE = "updater_state";
    private static final String OUTER_STATE = "outer_state";

    /** The state of a run now, but for the large arrays. */
    static RunState of(RunParts run, Standing standing, CallbackState callbacks) {
        TrainingState model = run.control().state();
        return new RunState(
                run.identity(),
                model.iteration(),
                model.learningRate(),
                run.epochs(),
                run.control().stopReason().orElse(null),
                standing,
                run.record().kept(),
                callbacks.values(),
                List.copyOf(callbacks.arrays().keySet()));
    }

    /** What to commit: this, the model's arrays and those of the callbacks. */
    CommitContent content(TrainingState model, CallbackState callbackState, Map<String, Double> metrics) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put(PARAMETERS, model.parameters());
        arrays.put(UPDATER_STATE, model.updaterState());
        arrays.put(OUTER_STATE, model.outerState());
        for (int i = 0; i < callbackArrays.size(); i++) {
            arrays.put("callback_" + i, required(callbackState.arrays(), callbackArrays.get(i)));
        }
        ObjectNode json = JSON.valueToTree(this);
        return new CommitContent(new Position(standing.epoch(), standing.round()), json, arrays, metrics);
    }

    /**
     * Reads a commit's document.
     *
     * @throws IllegalStateException if it is not one of these, naming what does not fit
     */
    static RunState of(Restored restored) {
        try {
            return JSON.treeToValue(restored.state(), RunState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Cannot go on from commit " + restored.id() + ": its state is not that of a training run: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /** Puts this and the commit's arrays into the parts of a run that has just begun. */
    void restoreInto(RunParts run, Restored restored) {
        TrainingState model = new TrainingState(
                required(restored.arrays(), PARAMETERS),
                required(restored.arrays(), UPDATER_STATE),
                restored.arrays().getOrDefault(OUTER_STATE, new float[0]), // not in commits before there was any
                iteration,
                standing.epoch(),
                learningRate);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < callbackArrays.size(); i++) {
            arrays.put(callbackArrays.get(i), required(restored.arrays(), "callback_" + i));
        }
        run.control().accept(model);
        run.callbacks().restore(new CallbackState(callbacks, arrays));
        run.record().restore(record);
        if (stopReason != null && run.epochs() <= epochs) {
            run.control().stop(stopReason); // asking for more epochs than before means to go on
        }
    }

    private static float[] required(Map<String, float[]> arrays, String name) {
        float[] found = arrays.get(name);
        if (found == null) {
            throw new IllegalStateException(
                    "A training run's commit needs the array " + name + ", but has only " + arrays.keySet());
        }
        return found;
    }
}
