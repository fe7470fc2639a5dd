package dev.tandem.bench;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.metric.Logs;

/** Prints when the first round was done, and stops the run there. */
public final class FirstStep implements Callback {

    @Override
    public long batchesUntilDue() {
        return 1;
    }

    @Override
    public void onSegmentEnd(int batch, Logs logs, Control control) {
        if (!control.isStopping()) {
            System.out.println("figure at " + System.currentTimeMillis() + " ms");
            control.stop("the first step is done");
        }
    }
}
