package dev.tandem.callback;

import dev.tandem.metric.Logs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the logs of all epochs, as Keras's {@code History}: a list per name. A name that some epochs lack has a shorter list. A second fit
 * starts {@link #epochs} anew and goes on with the lists, as in Keras.
 */
public final class History implements Callback {

    private final List<Integer> epochs = new ArrayList<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** What survives a resume. */
    record Kept(List<Integer> epochs, Map<String, List<Double>> values) {}

    /** The epochs of the last fit, counted from 0. */
    public List<Integer> epochs() {
        return Collections.unmodifiableList(epochs);
    }

    /** The values of each name, in order of epochs; names in the order of their first appearance. */
    public Map<String, List<Double>> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The values of one name, in order of epochs; empty if it never was in the logs. */
    public List<Double> values(String name) {
        return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
    }

    @Override
    public void onTrainBegin(Control control) {
        epochs.clear();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        epochs.add(epoch);
        logs.asMap()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value));
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(new Kept(epochs, values));
    }

    @Override
    public void restore(CallbackState state) {
        Kept kept = state.read(Kept.class);
        epochs.clear();
        epochs.addAll(kept.epochs());
        values.clear();
        kept.values().forEach((name, list) -> values.put(name, new ArrayList<>(list)));
    }
}
