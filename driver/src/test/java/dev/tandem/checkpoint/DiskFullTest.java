package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, where the machine lets this process mount one. */
@Tag("fault")
final class DiskFullTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void mount() throws Exception {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.toString()))
                .as("mounting a tmpfs needs root")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    @Test
    void fullDisk_isNamedAndEarlierCommitsStay() throws IOException {
        Claim claim = claim();
        claim.commit(TwoCommits.content(1));
        CommitContent large = new CommitContent(
                new Position(2, 0), Json.MAPPER.createObjectNode(), Map.of("parameters", new float[100_000]), Map.of());
        assertThatThrownBy(() -> claim.commit(large))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("run/data/"))
                .hasMessageContaining("No space left on device. Free some space")
                .hasMessageEndingWith("earlier commits are intact.");

        assertThat(open().latest().orElseThrow().position().epoch()).isEqualTo(1);
    }

    @Test
    void readOnlyDirectory_isNamedAndCanBeRead() throws Exception {
        claim().commit(TwoCommits.content(1));
        assertThat(run("mount", "-o", "remount,ro", folder.toString())).isZero();

        assertThatThrownBy(this::claim)
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot prepare the run directory " + folder.resolve("run") + ": Read-only file system."
                        + " Choose a run directory that can be written; earlier commits are intact.");
        assertThat(open().latest().orElseThrow().position().epoch()).isEqualTo(1);
    }

    @Test
    void memoryFileSystem_isNotCalledDurable() throws IOException {
        assertThat(new LocalStore(folder.resolve("run"), new Disk()).prepare())
                .isEqualTo(Probe.limited(Durability.PROCESS_CRASH, "a tmpfs lives in memory"));
    }

    private Claim claim() throws IOException {
        Claim claim = open().claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        return claim;
    }

    private RunDirectory open() throws IOException {
        return RunDirectory.open(folder.resolve("run").toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
