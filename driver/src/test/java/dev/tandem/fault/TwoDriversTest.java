package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler that starts a job twice. */
@Tag("fault")
@EnabledOnOs(OS.LINUX)
final class TwoDriversTest {

    private static final String MASTER = "local[1]";
    private static final int TRAINING_FAILED = 3;

    @TempDir
    Path folder;

    @Test
    void twoDriversOnOneRunDirectory_oneGoesOn_theOtherNamesIt() throws IOException, InterruptedException {
        try (StandaloneCluster cluster = new StandaloneCluster(folder, 0, StandaloneCluster.settings())) {
            List<TrainRun> runs = List.of(
                    new TrainRun(cluster, folder, "shared", "one"), new TrainRun(cluster, folder, "shared", "two"));
            List<Process> drivers =
                    List.of(runs.get(0).start(MASTER), runs.get(1).start(MASTER));
            for (int driver = 0; driver < 2; driver++) {
                assertThat(drivers.get(driver).waitFor(240, TimeUnit.SECONDS))
                        .as("ends\n%s", runs.get(driver))
                        .isTrue();
            }
            int winner = drivers.get(0).exitValue() == 0 ? 0 : 1;
            TrainRun lost = runs.get(1 - winner);

            assertThat(drivers.get(winner).exitValue())
                    .as("%s", runs.get(winner))
                    .isZero();
            assertThat(drivers.get(1 - winner).exitValue()).as("%s", lost).isEqualTo(TRAINING_FAILED);
            assertThat(lost.logged(Pattern.compile("has been replaced")))
                    .as("%s", lost)
                    .singleElement()
                    .asString()
                    .startsWith("This run has been replaced in " + folder.resolve("shared") + " by pid "
                            + drivers.get(winner).pid() + " on ")
                    .contains("(user " + System.getProperty("user.name") + ", run nemesis)")
                    .endsWith("It stops here; the other run goes on from the last acknowledged commit.");
            assertThat(runs.get(winner).ledger()).isEqualTo(TrainRun.closedLedger());
        }
    }
}
