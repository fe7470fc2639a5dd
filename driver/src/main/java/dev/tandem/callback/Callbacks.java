package dev.tandem.callback;

import dev.tandem.metric.Nearest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The callbacks that a job file can name, with Keras's names and options in snake_case. */
public final class Callbacks {

    private static final Map<String, Function<OptionReader, Callback>> KINDS = new TreeMap<>(Map.of(
            "CSVLogger", CSVLogger::read,
            "EarlyStopping", EarlyStopping::read,
            "EventLogger", EventLogger::read,
            "LearningRateScheduler", LearningRateScheduler::read,
            "ModelCheckpoint", ModelCheckpoint::read,
            "ReduceLROnPlateau", ReduceLROnPlateau::read,
            "TerminateOnNaN", TerminateOnNaN::read));

    /** What Keras users may look for. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "BackupAndRestore", "the run directory keeps what a resume needs; set run.directory",
            "History", "every run keeps one and fit returns it; a job file need not name it",
            "LambdaCallback", "it takes functions, which a job file cannot hold; name a Callback class of your own",
            "ProgbarLogger", "set fit.verbose",
            "RemoteMonitor", "use EventLogger, which writes the same as JSON lines",
            "TensorBoard", "use CSVLogger or EventLogger");

    private Callbacks() {}

    /** The names of all callbacks that {@link #named} knows, in alphabetical order. */
    public static Set<String> names() {
        return KINDS.keySet();
    }

    /**
     * Makes a callback from its entry in a job file.
     *
     * @param name Keras's class name
     * @param options Keras's argument names and plain values: text, number, boolean, null, or a map
     * @throws IllegalArgumentException with a line for each mistake, which names the callback and the option
     */
    public static Callback named(String name, Map<String, ?> options) {
        Function<OptionReader, Callback> reading = KINDS.get(name);
        if (reading == null) {
            String elsewhere = ELSEWHERE.get(name);
            throw new IllegalArgumentException("Unknown callback " + name
                    + (elsewhere == null ? "." + Nearest.hint(name, names()) : ": " + elsewhere + ".") + " Known: "
                    + String.join(", ", names()));
        }
        return OptionReader.read(name, options, reading);
    }
}
