package dev.tandem.replica;

import dev.tandem.data.TrainingData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The batches of one copy of the training data that replicas are about to train on. They stay open from one segment of an epoch to the
 * next, so that what was read ahead is not read again. Confined to one thread at a time.
 */
public final class OpenBatches implements AutoCloseable {

    private final TrainingData data;
    private final Map<Integer, ReplicaBatches> open = new TreeMap<>();

    /** Nothing is open yet. */
    public OpenBatches(TrainingData data) {
        this.data = data;
    }

    /** The replicas whose batches are open, in ascending order. */
    public List<Integer> replicas() {
        return List.copyOf(open.keySet());
    }

    /** Closes what a segment on these replicas does not go on with, and opens what it lacks. */
    void turnTo(SegmentWork work, List<Integer> replicas) {
        List<ReplicaBatches> unfit = new ArrayList<>();
        open.entrySet().removeIf(each -> {
            boolean fits = replicas.contains(each.getKey()) && each.getValue().isAtBeginOf(work);
            return !fits && unfit.add(each.getValue());
        });
        closeAll(unfit);
        for (int replica : replicas) {
            open.computeIfAbsent(replica, number -> new ReplicaBatches(data, work, number));
        }
    }

    /** Those of one of the replicas that was turned to. */
    ReplicaBatches of(int replica) {
        return Objects.requireNonNull(open.get(replica));
    }

    /** Closes all, each even if another one fails to. More may be opened later. */
    @Override
    public void close() {
        List<ReplicaBatches> all = List.copyOf(open.values());
        open.clear();
        closeAll(all);
    }

    private static void closeAll(List<ReplicaBatches> batches) {
        RuntimeException failure = null;
        for (ReplicaBatches each : batches) {
            try {
                each.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
