package dev.tandem.train;

import dev.tandem.callback.CallbackList;
import dev.tandem.callback.KnownMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run's state is made of.
 *
 * @param name of the run
 * @param identity what must not change between a commit and those who go on from it, by the names that users know
 * @param control the model's state and the learning rate
 * @param callbacks with states of their own
 * @param record what people can read of the run
 * @param metrics names that are in the logs
 * @param epochs the last epoch that is asked for
 */
record RunParts(
        String name,
        Map<String, String> identity,
        RunControl control,
        CallbackList callbacks,
        RunRecord record,
        KnownMetrics metrics,
        int epochs) {

    /**
     * Refuses to go on from another run's state.
     *
     * @throws IllegalArgumentException with a line for each difference, both values in it
     */
    void requireSame(Map<String, String> committed, String place) {
        List<String> differences = new ArrayList<>();
        identity.forEach((name, value) -> {
            String unnamed = FitPlan.identityBeforeChoice().getOrDefault(name, "(none)");
            String before = committed.getOrDefault(name, unnamed);
            if (!before.equals(value)) {
                differences.add(name + ": " + before + " in " + place + ", now " + value);
            }
        });
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("Cannot go on with the run in " + place
                    + ", because results would differ. Undo these changes, start over (--restart), or use another run directory:\n  "
                    + String.join("\n  ", differences));
        }
    }
}
