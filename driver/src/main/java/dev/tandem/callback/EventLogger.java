package dev.tandem.callback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.metric.Logs;

/**
 * Writes a JSON object per epoch and line, for programs that watch a run; in the place of Keras's {@code RemoteMonitor}, with what that
 * sends: {@code {"epoch":0,"loss":0.5,"val_loss":"NaN"}}. NaN and the infinities are texts, as JSON has no numbers for them.
 *
 * <pre>
 * EventLogger.at("events.jsonl").append()
 * </pre>
 *
 * <p>The file is any Hadoop path. A resumed run goes on in the same file and writes each epoch once.
 */
public final class EventLogger implements Callback {

    private final GrowingFile file;

    /** What survives a resume. */
    record Progress(long size) {}

    private EventLogger(String filename) {
        file = new GrowingFile(filename);
    }

    /** Begins the file anew in every run that is not resumed. */
    public static EventLogger at(String filename) {
        return new EventLogger(filename);
    }

    static EventLogger read(OptionReader options) {
        EventLogger callback = options.required("filename", EventLogger::new, "events.jsonl");
        options.flag("append", callback::append);
        return callback;
    }

    /** Keeps what the file holds already. */
    public EventLogger append() {
        file.append();
        return this;
    }

    @Override
    public void onTrainBegin(Control control) {
        file.begin(control);
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("epoch", epoch);
        logs.asMap().forEach(event::put);
        file.add("", event + "\n", control);
    }

    @Override
    public CallbackState state() {
        return CallbackState.of(new Progress(file.size()));
    }

    @Override
    public void restore(CallbackState state) {
        file.resume(state.read(Progress.class).size());
    }
}
