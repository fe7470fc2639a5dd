package dev.tandem.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Harms a cluster at random moments. The seed decides on what and when; on what it falls is up to the run. */
final class Nemesis {

    /** What it does. */
    enum Deed {
        KILL_EXECUTOR,
        KILL_WORKER,
        FREEZE_EXECUTOR,
        KILL_DRIVER
    }

    private static final Logger LOG = LoggerFactory.getLogger(Nemesis.class);
    private static final int LONGEST_FREEZE_MILLIS = 3_000;

    private final StandaloneCluster cluster;
    private final List<Deed> deeds;
    private final Random random;
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    Nemesis(StandaloneCluster cluster, List<Deed> deeds, long seed) {
        this.cluster = cluster;
        this.deeds = deeds;
        this.random = new Random(seed);
    }

    /** Does so many deeds, or fewer if the driver ends before, with a pause before each. */
    void strike(Process driver, int times, int longestPauseMillis) throws InterruptedException, IOException {
        long start = System.nanoTime();
        for (int i = 0; i < times && driver.isAlive(); ) {
            pause(random.nextInt(longestPauseMillis));
            List<ProcessHandle> executors = cluster.executors();
            if (executors.isEmpty() || !driver.isAlive()) {
                continue;
            }
            Deed deed = deeds.get(random.nextInt(deeds.size()));
            ProcessHandle executor = executors.get(random.nextInt(executors.size()));
            done.add(String.format(
                    "%.1f s: %s (executors %s)",
                    (System.nanoTime() - start) / 1e9,
                    deed,
                    executors.stream().map(ProcessHandle::pid).toList()));
            act(deed, executor, driver);
            i++;
        }
        LOG.info("Nemesis did {}", done);
    }

    private void act(Deed deed, ProcessHandle executor, Process driver) throws InterruptedException, IOException {
        switch (deed) {
            case KILL_EXECUTOR -> executor.destroyForcibly();
            case KILL_WORKER -> cluster.replaceWorker(random.nextInt(cluster.size()));
            case KILL_DRIVER -> driver.destroyForcibly();
            case FREEZE_EXECUTOR -> {
                Processes.signal(executor, "STOP");
                pause(random.nextInt(LONGEST_FREEZE_MILLIS));
                Processes.signal(executor, "CONT");
            }
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** What it has done so far, for the message of a failing test. */
    List<String> done() {
        return List.copyOf(done);
    }
}
