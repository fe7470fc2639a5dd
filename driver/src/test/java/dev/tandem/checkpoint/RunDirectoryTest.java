package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void emptyDirectory_hasNothingToRestore() throws IOException {
        assertThat(claim("run").restore()).isEmpty();
        assertThat(open("other").commits()).isEmpty();
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void committedContent_comesBackBitForBit() throws IOException {
        float[] odd = {Float.NaN, -0.0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7fc00001)};
        float[] large = new float[700_001];
        large[700_000] = 3;
        Claim claim = claim("run");
        claim.restore();
        CommitId id = claim.commit(new CommitContent(
                new Position(3, 14),
                Json.MAPPER.createObjectNode().put("learning_rate", 0.1),
                Map.of("odd", odd, "large", large, "none", new float[0]),
                Map.of("val_loss", Double.NaN, "loss", 0.1)));

        Restored restored = open("run").latest().orElseThrow();
        assertThat(restored.id()).isEqualTo(id).isEqualTo(new CommitId(1, 1));
        assertThat(restored.position()).isEqualTo(new Position(3, 14));
        assertThat(restored.state().path("learning_rate").doubleValue()).isEqualTo(0.1);
        assertThat(restored.manifest().owner()).isEqualTo(TwoCommits.OWNER);
        assertThat(restored.manifest().metrics()).isEqualTo(Map.of("val_loss", Double.NaN, "loss", 0.1));
        assertThat(bits(restored.arrays().get("odd"))).isEqualTo(bits(odd));
        assertThat(restored.arrays().get("large")).isEqualTo(large);
        assertThat(restored.arrays().get("none")).isEmpty();
    }

    @Test
    void secondRun_replacesTheFirstAndIsNamed() throws IOException {
        Claim first = claim("run");
        first.restore();
        first.commit(TwoCommits.content(1));
        Claim second = open("run").claim(new Owner("again", "node7", 42, "ada", Map.of()), Retention.standard());
        assertThat(second.restore().orElseThrow().position().epoch()).isEqualTo(1);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> first.commit(TwoCommits.content(2)))
                    .isInstanceOf(ReplacedException.class)
                    .hasMessageContaining("replaced in " + folder.resolve("run"))
                    .hasMessageContaining("by pid 42 on node7 (user ada, run again) at 2")
                    .hasMessageContaining("(claim 2 is above this run's claim 1)");
        }
        assertThat(second.commit(TwoCommits.content(2))).isEqualTo(new CommitId(2, 1));
        assertThat(open("run").latest().orElseThrow().id()).isEqualTo(new CommitId(2, 1));
    }

    @Test
    void secondRun_thatSweepsWhatTheFirstIsWriting_isNamed() throws IOException {
        Claim first = claimDisturbedBy(temporary -> {
            Claim second = claim("run");
            second.restore();
            second.commit(TwoCommits.content(1));
            assertThat(temporary).doesNotExist();
        });

        assertThatThrownBy(() -> first.commit(TwoCommits.content(1)))
                .isInstanceOf(ReplacedException.class)
                .hasMessageContaining("(claim 2 is above this run's claim 1)");
        assertThat(open("run").latest().orElseThrow().id()).isEqualTo(new CommitId(2, 1));
    }

    @Test
    void commit_whoseFileIsDeletedMeanwhile_saysSo() throws IOException {
        Claim claim = claimDisturbedBy(Files::delete);

        assertThatThrownBy(() -> claim.commit(TwoCommits.content(1)))
                .hasMessage(folder.resolve("run/commits/0000000001-0000000001.json")
                        + ": no such file; another process may have deleted it");
    }

    private interface Disturbance {
        void before(Path temporary) throws IOException;
    }

    /** A claim to {@code run}, restored, each of whose commits is disturbed just before its manifest gets its name. */
    private Claim claimDisturbedBy(Disturbance disturbance) throws IOException {
        Disk disk = new Disk() {
            @Override
            void link(Path link, Path existing) throws IOException {
                if (link.startsWith(folder.resolve("run/commits"))) {
                    disturbance.before(existing);
                }
                super.link(link, existing);
            }
        };
        Claim claim = TwoCommits.directory(new LocalStore(folder.resolve("run"), disk))
                .claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        return claim;
    }

    @Test
    void commitBeforeRestore_isRefused() throws IOException {
        Claim claim = claim("run");
        assertThatThrownBy(() -> claim.commit(TwoCommits.content(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("commit() before restore()");
    }

    @Test
    void setAside_movesTheRunAndStopsItsWriter() throws IOException {
        Claim old = claim("run");
        old.restore();
        old.commit(TwoCommits.content(1));

        Path aside = Path.of(open("run").setAside(TwoCommits.OWNER).orElseThrow());
        assertThat(aside.getFileName().toString()).matches("run\\.\\d{8}T\\d{6}Z-2");
        Claim fresh = claim("run");
        assertThat(fresh.restore()).isEmpty();
        assertThatThrownBy(() -> old.commit(TwoCommits.content(2)))
                .isInstanceOf(ReplacedException.class)
                .hasMessageContaining("This run's claim 1 is gone");
        assertThat(RunDirectory.open(aside.toString()).latest().orElseThrow().position())
                .isEqualTo(new Position(1, 0));
    }

    @Test
    void setAside_withoutCommits_movesNothing() throws IOException {
        assertThat(open("run").setAside(TwoCommits.OWNER)).isEmpty();
    }

    @Test
    void commits_listsEachWithItsProblem() throws IOException {
        Claim claim = claim("run");
        claim.restore();
        claim.commit(TwoCommits.content(1));
        claim.commit(TwoCommits.content(2));
        Path array;
        try (var entries = Files.list(folder.resolve("run/data"))) {
            array = entries.filter(file -> file.toString().endsWith("parameters.f32"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(array);
        bytes[5] ^= 1;
        Files.write(array, bytes);

        assertThat(open("run").commits()).extracting(Commit::problem).allMatch(problem -> problem.isEmpty());
        assertThat(open("run").verifiedCommits().get(0).problem().orElseThrow())
                .isEqualTo("data/" + array.getFileName() + " is damaged: its checksums are not those of its manifest");
        assertThat(open("run").verifiedCommits().get(1).problem()).isEmpty();
    }

    @Test
    void aFileInPlaceOfTheDirectory_isNamed() throws IOException {
        Files.createFile(folder.resolve("run"));
        assertThatThrownBy(() -> claim("run"))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot prepare the run directory " + folder.resolve("run") + ": Not a directory");
    }

    @Test
    void withoutWritePermission_saysSo() throws IOException {
        assumeThat(System.getProperty("user.name"))
                .as("root may write anywhere")
                .isNotEqualTo("root");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> claim("closed"))
                .hasMessageContaining("permission denied for user " + System.getProperty("user.name"))
                .hasMessageContaining("earlier commits are intact");
    }

    @Test
    void permissionLostDuringARun_isNamedAndEarlierCommitsStay() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        Disk disk = new Disk() {
            @Override
            FileChannel create(Path file) throws IOException {
                if (closed.get()) {
                    throw new AccessDeniedException(file.toString());
                }
                return super.create(file);
            }
        };
        Claim claim = TwoCommits.directory(new LocalStore(folder.resolve("run"), disk))
                .claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        claim.commit(TwoCommits.content(1));
        closed.set(true);
        assertThatThrownBy(() -> claim.commit(TwoCommits.content(2)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("run/data/"))
                .hasMessageEndingWith("permission denied for user " + System.getProperty("user.name")
                        + ". Give it write permission or choose another run directory; earlier commits are intact.");
        closed.set(false);
        assertThat(open("run").latest().orElseThrow().position().epoch()).isEqualTo(1);
        assertThat(claim.commit(TwoCommits.content(2))).isEqualTo(new CommitId(1, 3));
    }

    private Claim claim(String name) throws IOException {
        return open(name).claim(TwoCommits.OWNER, Retention.standard());
    }

    private RunDirectory open(String name) throws IOException {
        return RunDirectory.open(folder.resolve(name).toString());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
