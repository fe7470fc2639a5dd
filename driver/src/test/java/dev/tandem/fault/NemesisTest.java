package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.fault.Nemesis.Deed;
import dev.tandem.fault.Nemesis.Stroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real cluster under fire ends with the bits of an undisturbed run. {@code tandem.fault.rounds} says how many rounds, {@code
 * tandem.fault.seed} with which seed the first one is; with {@code tandem.fault.resume} rounds that this very code has passed are not run
 * again.
 */
@Tag("fault")
@EnabledOnOs(OS.LINUX)
final class NemesisTest {

    private static final Logger LOG = LoggerFactory.getLogger(NemesisTest.class);
    private static final int WORKERS = 3;

    @TempDir
    Path folder;

    @Test
    void runUnderFire_endsWithTheBitsOfAnUndisturbedRun() throws IOException, InterruptedException {
        long first = Long.getLong("tandem.fault.seed", 1);
        long rounds = Integer.getInteger("tandem.fault.rounds", 2);
        PassedSeeds passed = PassedSeeds.in(Path.of("target", "nemesis"));
        try (StandaloneCluster cluster = new StandaloneCluster(folder, WORKERS, StandaloneCluster.settings())) {
            String expected = undisturbed(cluster);
            for (long seed = first; seed < first + rounds; seed++) {
                if (Boolean.getBoolean("tandem.fault.resume") && passed.contains(seed)) {
                    LOG.info("Seed {} has passed before", seed);
                } else {
                    round(cluster, seed, expected, passed);
                }
            }
        }
    }

    @Test
    void everyPlan_killsEachKindOfProcess_fiveTimesInAll_withinTheRun() {
        for (long seed = 0; seed < 1000; seed++) {
            List<Stroke> plan = Nemesis.plan(seed, TrainRun.COMMITS);
            assertThat(plan.stream().map(Stroke::deed))
                    .contains(Deed.KILL_DRIVER, Deed.KILL_EXECUTOR, Deed.KILL_WORKER)
                    .containsAnyOf(Deed.FREEZE_DRIVER, Deed.FREEZE_EXECUTOR);
            assertThat(plan.stream().filter(stroke -> stroke.deed().isKill())).hasSize(5);
            assertThat(plan).extracting(Stroke::commits).isSorted().allMatch(commits -> commits < TrainRun.COMMITS - 2);
        }
    }

    @Test
    @Tag("fault-full")
    void executorFrozenForGood_isGivenUpAndTheRunGoesOn() throws IOException, InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(folder, WORKERS, StandaloneCluster.settings())) {
            String expected = undisturbed(cluster);
            TrainRun run = new TrainRun(cluster, folder, "frozen");
            Process driver = run.start(cluster.master());
            run.awaitCommits(driver, 3);
            assertThat(Processes.await(60, () -> cluster.executors().stream().allMatch(Processes::isInATask)))
                    .as("all executors work\n%s", run)
                    .isTrue();
            Processes.signal(cluster.executors().get(0), "STOP");

            run.awaitEnd(driver);
            assertThat(run.hash()).isEqualTo(expected);
            assertThat(run.ledger()).isEqualTo(TrainRun.closedLedger());
            assertThat(run.logged(Pattern.compile("runs again"))).isNotEmpty();
        }
    }

    private String undisturbed(StandaloneCluster cluster) throws IOException, InterruptedException {
        TrainRun calm = new TrainRun(cluster, folder, "calm");
        cluster.classes().archiveNext();
        calm.awaitEnd(calm.start("local[2]"));
        assertThat(calm.ledger()).isEqualTo(TrainRun.closedLedger());
        return calm.hash();
    }

    private void round(StandaloneCluster cluster, long seed, String expected, PassedSeeds passed)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        TrainRun run = new TrainRun(cluster, folder, "run-" + seed);
        Nemesis nemesis = new Nemesis(cluster, run);
        Process driver = nemesis.strike(Nemesis.plan(seed, TrainRun.COMMITS));
        run.awaitEnd(driver);

        String story = "seed " + seed + ", " + nemesis.story();
        assertThat(nemesis.kills()).as("%s: kills that hit", story).isGreaterThanOrEqualTo(5);
        assertThat(run.hash()).as("%s: params_sha256", story).isEqualTo(expected);
        assertThat(run.ledger()).as("%s: ledger", story).isEqualTo(TrainRun.closedLedger());
        assertThat(Processes.await(60, () -> cluster.strays().isEmpty()))
                .as("%s: nothing is left running of %s", story, cluster.strays())
                .isTrue();
        double seconds = (System.nanoTime() - begin) / 1e9;
        passed.add(seed, seconds, nemesis.story());
        LOG.info("The same bits after {} s with {}", Math.round(seconds), story);
    }
}
