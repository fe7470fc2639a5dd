package dev.tandem.fault;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Harms a cluster at random moments. The seed decides on what and when; on what it falls is up to the run. */
final class Nemesis {

    /** What it does. */
    enum Deed {
        KILL_EXECUTOR,
        KILL_WORKER,
        FREEZE_EXECUTOR,
        KILL_DRIVER
    }

    private static final int LONGEST_FREEZE_MILLIS = 3_000;

    private final StandaloneCluster cluster;
    private final List<Deed> kinds;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    Nemesis(StandaloneCluster cluster, List<Deed> kinds, long seed) {
        this.cluster = cluster;
        this.kinds = kinds;
        this.random = new Random(seed);
    }

    /** Starts the driver, always by the same command. */
    @FunctionalInterface
    interface Start {
        Process driver() throws IOException;
    }

    /**
     * Does so many deeds, or fewer if the driver ends before, with a pause before each. A killed driver is started again.
     *
     * @return the last driver
     */
    Process strike(Start start, int times, int longestPauseMillis) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        Process driver = start.driver();
        for (int deeds = 0; deeds < times && driver.isAlive(); ) {
            pause(random.nextInt(longestPauseMillis));
            List<ProcessHandle> executors = cluster.executors();
            if (!executors.isEmpty() && driver.isAlive()) {
                Deed deed = kinds.get(random.nextInt(kinds.size()));
                done.add(String.format("%.1f s: %s", (System.nanoTime() - begin) / 1e9, deed));
                driver = act(deed, executors.get(random.nextInt(executors.size())), driver, start);
                deeds++;
            }
        }
        return driver;
    }

    private Process act(Deed deed, ProcessHandle executor, Process driver, Start start)
            throws InterruptedException, IOException {
        switch (deed) {
            case KILL_EXECUTOR -> executor.destroyForcibly();
            case KILL_WORKER -> cluster.replaceWorker(random.nextInt(cluster.size()));
            case FREEZE_EXECUTOR -> {
                Processes.signal(executor, "STOP");
                pause(random.nextInt(LONGEST_FREEZE_MILLIS));
                Processes.signal(executor, "CONT");
            }
            case KILL_DRIVER -> {
                driver.destroyForcibly().waitFor();
                return start.driver();
            }
        }
        return driver;
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** What it has done so far, for the message of a failing test. */
    List<String> done() {
        return List.copyOf(done);
    }
}
