package dev.tandem.cluster;

import dev.tandem.task.DriverMessage;
import java.util.HashMap;
import java.util.Map;

/** Adds up the tasks' progress of the current stage attempt and passes the sums on. */
final class SegmentProgress {

    private final ProgressListener listener;
    private final Map<Integer, DriverMessage.Progress> latest = new HashMap<>();
    private String session = "";

    SegmentProgress(ProgressListener listener) {
        this.listener = listener;
    }

    /** A stage attempt has all its tasks: what is told of another from now on is out of date. */
    synchronized void begin(String newSession) {
        session = newSession;
        latest.clear();
    }

    /** Local steps that the current stage attempt has told of. */
    synchronized int steps() {
        return latest.values().stream().mapToInt(DriverMessage.Progress::steps).sum();
    }

    synchronized void accept(DriverMessage.Progress progress) {
        if (!progress.session().equals(session)) {
            return;
        }
        latest.put(progress.task(), progress);
        long samples = 0;
        double lossSum = 0;
        for (DriverMessage.Progress each : latest.values()) {
            samples += each.samples();
            lossSum += each.lossSum();
        }
        listener.progress(steps(), samples, lossSum);
    }
}
