package dev.tandem.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The residents of a JVM that wait for their next task; those of one run at a time. */
public final class Residents {

    private static final Logger LOG = LoggerFactory.getLogger(Residents.class);
    private static final Residents OF_THIS_JVM = new Residents(Duration.ofMinutes(1));

    private final Duration patience;
    private final List<Resident> waiting = new ArrayList<>();
    private final Map<Resident, Future<?>> closing = new HashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "tandem-residents");
        thread.setDaemon(true);
        return thread;
    });

    /** @param patience how long batches that were read ahead wait for a task that goes on with them */
    Residents(Duration patience) {
        this.patience = patience;
        timer.setRemoveOnCancelPolicy(true);
    }

    static Residents ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** A run is over: this JVM keeps nothing of it any more. */
    public static void forget(String run) {
        OF_THIS_JVM.drop(run);
    }

    /**
     * What a task looks for.
     *
     * @param run that it belongs to
     * @param passes over the data that have ended
     * @param base names the state to start from
     * @param replicas that it hosts, in ascending order
     */
    record Wish(String run, long passes, String base, List<Integer> replicas) {

        /** Of those that hold the state, one that also reads the right batches is best. */
        private int rank(Resident resident) {
            return (resident.holds(base) ? 2 : 0) + (resident.reads(replicas) ? 1 : 0);
        }
    }

    /**
     * A resident of this run that nobody else uses, with its Sequence brought to the wanted number of ended passes.
     *
     * @param fetch reads the run's description when a new resident is needed
     */
    Resident borrow(Wish wish, Supplier<RunData> fetch) {
        Resident known = take(wish);
        Resident resident = known == null ? new Resident(this, fetch.get()) : known;
        resident.taken();
        try {
            resident.endPasses(wish.passes());
        } catch (RuntimeException | Error e) {
            closeBatches(resident);
            throw e;
        }
        return resident;
    }

    private @Nullable Resident take(Wish wish) {
        List<Resident> useless = new ArrayList<>();
        Resident best = null;
        synchronized (this) {
            waiting.removeIf(
                    each -> !(each.run().equals(wish.run()) && each.canEnd(wish.passes())) && useless.add(each));
            for (Resident each : waiting) {
                best = best == null || wish.rank(each) > wish.rank(best) ? each : best;
            }
            waiting.remove(best);
            forgetClosing(best);
            useless.forEach(this::forgetClosing);
        }
        useless.forEach(Residents::closeBatches);
        return best;
    }

    private void forgetClosing(@Nullable Resident resident) {
        Future<?> planned = closing.remove(resident);
        if (planned != null) {
            planned.cancel(false);
        }
    }

    /** Takes back a resident whose segment went well. */
    synchronized void keep(Resident resident) {
        waiting.add(resident);
        if (!resident.batches().replicas().isEmpty()) {
            closing.put(
                    resident, timer.schedule(() -> waitedInVain(resident), patience.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private void waitedInVain(Resident resident) {
        synchronized (this) {
            if (!waiting.remove(resident)) {
                return;
            }
            closing.remove(resident);
        }
        closeBatches(resident);
        keep(resident);
    }

    void drop(String run) {
        List<Resident> over = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(each -> each.run().equals(run) && over.add(each));
            over.forEach(this::forgetClosing);
        }
        over.forEach(Residents::closeBatches);
    }

    private static void closeBatches(Resident resident) {
        try {
            resident.batches().close();
        } catch (RuntimeException e) {
            LOG.warn("Cannot close batches that nobody trains on any more: {}", e.getMessage());
        }
    }
}
