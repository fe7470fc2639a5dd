package dev.tandem.cluster;

import dev.tandem.task.DriverMessage;
import java.util.HashMap;
import java.util.Map;

/** Adds up the tasks' progress in the current segment and passes the sums on. */
final class SegmentProgress {

    private final ProgressListener listener;
    private final Map<Integer, DriverMessage.Progress> latest = new HashMap<>();
    private String token = "";

    SegmentProgress(ProgressListener listener) {
        this.listener = listener;
    }

    /** Only what is told of this segment by this stage attempt counts from now on. */
    synchronized void begin(String newToken) {
        token = newToken;
        latest.clear();
    }

    /** Local steps that have been told of in this segment. */
    synchronized int steps() {
        return latest.values().stream().mapToInt(DriverMessage.Progress::steps).sum();
    }

    synchronized void accept(DriverMessage.Progress progress) {
        if (!progress.token().equals(token)) {
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
