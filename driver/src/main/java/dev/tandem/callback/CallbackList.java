package dev.tandem.callback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Callbacks as one: every event goes to each in the order in which they were given, with the same mutable logs.
 *
 * <p>What a callback throws comes out as a {@link CallbackException} that names its class and the event; those after it do not see the
 * event.
 */
public final class CallbackList implements Callback {

    /** By class, numbered from the second of a class: {@code ModelCheckpoint}, {@code ModelCheckpoint#2}. */
    private final Map<String, Callback> callbacks = new LinkedHashMap<>();

    public CallbackList(List<? extends Callback> callbacks) {
        for (Callback callback : callbacks) {
            this.callbacks.put(unique(name(callback), this.callbacks.keySet()), callback);
        }
    }

    private CallbackList(Map<String, Callback> callbacks) {
        this.callbacks.putAll(callbacks);
    }

    /** These and one more at the end, under a name of its own: its state stays its own whichever callbacks come before it. */
    public CallbackList with(String name, Callback callback) {
        CallbackList more = new CallbackList(callbacks);
        more.callbacks.put(name, callback);
        return more;
    }

    private static String name(Callback callback) {
        Class<?> type = callback.getClass();
        return type.getPackage() == Callback.class.getPackage() ? type.getSimpleName() : type.getName();
    }

    /**
     * Asks each callback whether it can work; it also knows the names that those before it put into the logs.
     *
     * @throws IllegalArgumentException with a line for each callback that cannot
     */
    @Override
    public void check(KnownMetrics metrics) {
        List<String> mistakes = new ArrayList<>();
        KnownMetrics known = metrics;
        for (Map.Entry<String, Callback> entry : callbacks.entrySet()) {
            Callback callback = entry.getValue();
            try {
                callback.check(known);
                known = known.with(callback.addedNames());
            } catch (IllegalArgumentException mistake) {
                mistakes.add(entry.getKey() + ": " + mistake.getMessage());
            } catch (RuntimeException failure) {
                throw new CallbackException(entry.getKey(), "check", failure);
            }
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    @Override
    public Set<String> addedNames() {
        Set<String> names = new LinkedHashSet<>();
        callbacks.values().forEach(callback -> names.addAll(callback.addedNames()));
        return names;
    }

    @Override
    public void onTrainBegin(Control control) {
        tell("train begin", callback -> callback.onTrainBegin(control));
    }

    @Override
    public void onTrainEnd(Logs logs, Control control) {
        tell("train end", callback -> callback.onTrainEnd(logs, control));
    }

    @Override
    public void onEpochBegin(int epoch, Control control) {
        tell("begin of epoch " + (epoch + 1), callback -> callback.onEpochBegin(epoch, control));
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        tell("end of epoch " + (epoch + 1), callback -> callback.onEpochEnd(epoch, logs, control));
    }

    @Override
    public void onSegmentBegin(int batch, Control control) {
        tell("begin of batch " + (batch + 1), callback -> callback.onSegmentBegin(batch, control));
    }

    @Override
    public void onSegmentEnd(int batch, Logs logs, Control control) {
        tell("end of batch " + (batch + 1), callback -> callback.onSegmentEnd(batch, logs, control));
    }

    @Override
    public long batchesUntilDue() {
        return callbacks.values().stream()
                .mapToLong(Callback::batchesUntilDue)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The states of all, each under its callback's name. Arrays are copies, since callbacks may go on with theirs. */
    @Override
    public CallbackState state() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, float[]> arrays = new TreeMap<>();
        Map<String, String> keys = stateKeys();
        tellNamed("state", (name, callback) -> {
            CallbackState state = callback.state();
            String key = keys.get(name);
            values.set(key, state.values());
            state.arrays().forEach((array, content) -> arrays.put(key + "/" + array, content.clone()));
        });
        return new CallbackState(values, arrays);
    }

    /** Keys of the states by the callbacks' names: class and subject, so that one added before another does not take its state. */
    private Map<String, String> stateKeys() {
        Map<String, String> keys = new LinkedHashMap<>();
        callbacks.forEach((name, callback) -> {
            String key =
                    name.replaceFirst("#\\d+$", "") + (callback.subject().isEmpty() ? "" : " " + callback.subject());
            keys.put(name, unique(key, keys.values()));
        });
        return keys;
    }

    private static String unique(String name, Collection<String> taken) {
        String unique = name;
        for (int number = 2; taken.contains(unique); number++) {
            unique = name + "#" + number;
        }
        return unique;
    }

    /** Gives each callback its own state; one that is new in this run starts afresh. */
    @Override
    public void restore(CallbackState state) {
        Map<String, String> keys = stateKeys();
        tellNamed("restore", (name, callback) -> {
            String key = keys.get(name);
            if (state.values().get(key) instanceof ObjectNode values) {
                callback.restore(new CallbackState(values, arraysOf(key + "/", state.arrays())));
            }
        });
    }

    private static Map<String, float[]> arraysOf(String prefix, Map<String, float[]> arrays) {
        Map<String, float[]> own = new TreeMap<>();
        arrays.forEach((name, content) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), content);
            }
        });
        return own;
    }

    private void tell(String event, Consumer<Callback> call) {
        tellNamed(event, (name, callback) -> call.accept(callback));
    }

    private void tellNamed(String event, BiConsumer<String, Callback> call) {
        callbacks.forEach((name, callback) -> {
            try {
                call.accept(name, callback);
            } catch (RuntimeException failure) {
                throw new CallbackException(name, event, failure);
            }
        });
    }
}
