package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** A machine whose network is gone for a while: its processes live on and believe that the others are gone. */
@Tag("fault")
@EnabledOnOs(OS.LINUX)
final class LinkCutTest {

    private static final Logger LOG = LoggerFactory.getLogger(LinkCutTest.class);
    private static final long CUT_MILLIS = 45_000;

    @TempDir
    Path folder;

    @Test
    @Tag("fault-full")
    void linkOfOneWorkerCut_theRunGoesOn_andEndsWithTheSameBits() throws IOException, InterruptedException {
        assumeTrue(
                Network.isAllowed(),
                "Making network namespaces is not allowed here: the test of a cut link is left out");
        try (Network network = new Network(2);
                StandaloneCluster cluster = new StandaloneCluster(
                        folder,
                        network.machine(0),
                        List.of(network.machine(0), network.machine(1)),
                        StandaloneCluster.settings())) {
            TrainRun calm = new TrainRun(cluster, folder, "calm");
            calm.awaitEnd(calm.start("local[2]"));
            TrainRun run = new TrainRun(cluster, folder, "cut");
            Process driver = run.start(cluster.master());
            run.awaitCommits(driver, 4);
            assertThat(Processes.await(60, () -> areBothInATask(cluster)))
                    .as("both executors train\n%s", run)
                    .isTrue();
            cut(network, run, driver);

            run.awaitEnd(driver);
            assertThat(run.hash()).isEqualTo(calm.hash());
            assertThat(run.ledger()).isEqualTo(TrainRun.closedLedger());
            assertThat(run.logged(Pattern.compile("runs again"))).as("%s", run).isNotEmpty();
            assertThat(Processes.await(60, () -> cluster.strays().isEmpty()))
                    .as("nothing is left running: %s", cluster.strays())
                    .isTrue();
        }
    }

    private static boolean areBothInATask(StandaloneCluster cluster) {
        List<ProcessHandle> executors = cluster.executors();
        return executors.size() == 2 && executors.stream().allMatch(Processes::isInATask);
    }

    /** While the link is cut the others notice and go on. */
    private static void cut(Network network, TrainRun run, Process driver) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        network.cut(1);
        int before = run.commits();
        run.awaitCommits(driver, before + 2); // one may have been on its way
        long millis = (System.nanoTime() - begin) / 1_000_000;
        LOG.info("Training went on {} s after the link was cut", millis / 1e3);
        Thread.sleep(Math.max(0, CUT_MILLIS - millis));
        network.mend(1);
    }
}
