package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Harms a cluster while it trains, and makes sure that it has. The seed decides on what and when; on whom it falls is up to the run, but
 * always on a process that is at work.
 */
final class Nemesis {

    /** What it does. */
    enum Deed {
        KILL_EXECUTOR,
        KILL_WORKER,
        KILL_DRIVER,
        FREEZE_EXECUTOR,
        FREEZE_DRIVER;

        boolean isKill() {
            return this != FREEZE_EXECUTOR && this != FREEZE_DRIVER;
        }
    }

    /**
     * A deed, so many milliseconds after the run has made so many commits.
     *
     * @param lastsMillis how long a freeze lasts
     * @param againAfterMillis when another executor is killed, in the middle of recovery; not at all if negative
     */
    record Stroke(Deed deed, int commits, int millis, int lastsMillis, int againAfterMillis) {}

    private static final int LONGEST_FREEZE_MILLIS = 3_000;
    private static final int LATEST_MILLIS = 400;
    private static final int LATEST_SECOND_MILLIS = 3_000;
    private static final long HIT_WITHIN_SECONDS = 120;
    private static final Pattern LOSS = Pattern.compile("Lost executor|runs again");

    private final StandaloneCluster cluster;
    private final TrainRun run;
    private final List<String> done = new ArrayList<>();
    private int kills;

    Nemesis(StandaloneCluster cluster, TrainRun run) {
        this.cluster = cluster;
        this.run = run;
    }

    /** Five kills, each kind among them, and a freeze, spread over a run of so many commits but for its end. */
    static List<Stroke> plan(long seed, int commits) {
        Random random = new Random(seed);
        List<Deed> deeds =
                new ArrayList<>(List.of(Deed.KILL_EXECUTOR, Deed.KILL_EXECUTOR, Deed.KILL_WORKER, Deed.KILL_DRIVER));
        deeds.add(deeds.get(random.nextInt(deeds.size())));
        deeds.add(random.nextBoolean() ? Deed.FREEZE_EXECUTOR : Deed.FREEZE_DRIVER);
        Collections.shuffle(deeds, random);
        int part = (commits - 2) / deeds.size();
        List<Stroke> strokes = new ArrayList<>();
        for (int number = 0; number < deeds.size(); number++) {
            strokes.add(new Stroke(
                    deeds.get(number),
                    number * part + random.nextInt(part),
                    random.nextInt(LATEST_MILLIS),
                    random.nextInt(LONGEST_FREEZE_MILLIS),
                    random.nextInt(3) == 0 ? random.nextInt(LATEST_SECOND_MILLIS) : -1));
        }
        return strokes;
    }

    /**
     * Starts the run's driver and does all that is planned. A killed driver is started again.
     *
     * @return the last driver
     */
    Process strike(List<Stroke> strokes) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        Process driver = run.start(cluster.master());
        for (Stroke stroke : strokes) {
            run.awaitCommits(driver, stroke.commits());
            pause(stroke.millis());
            ProcessHandle executor = awaitWorking(driver);
            done.add(String.format("%.1f s: %s", (System.nanoTime() - begin) / 1e9, stroke.deed()));
            driver = act(stroke, executor, driver);
            kills += stroke.deed().isKill() ? 1 : 0;
            killAgain(stroke);
        }
        return driver;
    }

    /** An executor in the middle of a task. */
    private ProcessHandle awaitWorking(Process driver) throws InterruptedException {
        List<ProcessHandle> working = new ArrayList<>();
        Processes.await(HIT_WITHIN_SECONDS, () -> {
            working.addAll(
                    cluster.executors().stream().filter(Processes::isInATask).toList());
            return !working.isEmpty() || !driver.isAlive();
        });
        assertThat(driver.isAlive() && !working.isEmpty())
                .as("trains when it is to be hit, after %s\n%s", done, run)
                .isTrue();
        return working.get(Math.floorMod(done.size(), working.size()));
    }

    private Process act(Stroke stroke, ProcessHandle executor, Process driver)
            throws InterruptedException, IOException {
        int losses = run.logged(LOSS).size();
        switch (stroke.deed()) {
            case KILL_EXECUTOR -> {
                executor.destroyForcibly();
                awaitLoss(losses);
            }
            case KILL_WORKER -> {
                cluster.replaceWorkerOf(executor);
                awaitLoss(losses);
            }
            case FREEZE_EXECUTOR -> freeze(executor, stroke.lastsMillis());
            case FREEZE_DRIVER -> freeze(driver.toHandle(), stroke.lastsMillis());
            case KILL_DRIVER -> {
                assertThat(driver.destroyForcibly().waitFor())
                        .as("exit status of the killed driver\n%s", run)
                        .isEqualTo(128 + 9);
                return run.start(cluster.master());
            }
        }
        return driver;
    }

    private void awaitLoss(int before) throws InterruptedException {
        assertThat(Processes.await(HIT_WITHIN_SECONDS, () -> run.logged(LOSS).size() > before))
                .as("the driver notices %s\n%s", done, run)
                .isTrue();
    }

    private static void freeze(ProcessHandle process, int millis) throws InterruptedException {
        Processes.signal(process, "STOP");
        pause(millis);
        Processes.signal(process, "CONT");
    }

    private void killAgain(Stroke stroke) throws InterruptedException {
        if (stroke.againAfterMillis() >= 0) {
            pause(stroke.againAfterMillis());
            cluster.executors().stream().findFirst().ifPresent(executor -> {
                executor.destroyForcibly();
                done.add("and an executor " + stroke.againAfterMillis() + " ms later");
            });
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** How many kills have hit a process at work. */
    int kills() {
        return kills;
    }

    /** What it has done so far, for messages. */
    String story() {
        return String.join(", ", done) + "; segments run again: "
                + run.logged(Pattern.compile("runs again")).size();
    }
}
