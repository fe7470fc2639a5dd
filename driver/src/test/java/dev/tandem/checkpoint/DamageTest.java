package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fault")
final class DamageTest {

    private final SortedMap<String, String> files = new TreeMap<>();

    @BeforeEach
    void commitTwice() throws IOException {
        Claim claim = TwoCommits.directory(new MemoryStore(files)).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        claim.commit(TwoCommits.content(1));
        claim.commit(TwoCommits.content(2));
    }

    @Test
    void everyBitOfEveryByteFlipped_isRefusedByName() throws IOException {
        for (String file : filesOfNewest()) {
            String content = files.get(file);
            for (int bit = 0; bit < content.length() * 8; bit++) {
                char flipped = (char) (content.charAt(bit / 8) ^ (1 << bit % 8));
                assertOlderIsUsed(file, content.substring(0, bit / 8) + flipped + content.substring(bit / 8 + 1));
            }
        }
    }

    @Test
    void everyTruncation_isRefusedByName() throws IOException {
        for (String file : filesOfNewest()) {
            String content = files.get(file);
            for (int length = 0; length < content.length(); length++) {
                assertOlderIsUsed(file, content.substring(0, length));
            }
        }
    }

    @Test
    void anythingAppended_isRefusedByName() throws IOException {
        for (String file : filesOfNewest()) {
            assertOlderIsUsed(file, files.get(file) + "\n");
        }
    }

    @Test
    void aMissingDataFile_isRefusedByName() throws IOException {
        for (String file : filesOfNewest().subList(1, 3)) {
            SortedMap<String, String> damaged = new TreeMap<>(files);
            damaged.remove(file);
            assertThat(restore(damaged).orElseThrow().refused())
                    .singleElement()
                    .extracting(Refusal::reason)
                    .asString()
                    .contains(file + " is missing");
        }
    }

    @Test
    void allCommitsDamaged_isAnError() {
        files.replaceAll((file, content) -> file.startsWith("data/") ? content + "x" : content);

        assertThatThrownBy(() -> restore(files))
                .isInstanceOf(NoValidCommitException.class)
                .hasMessageStartingWith("No commit of memory can be used (2 refused): commit 1-2: data/")
                .hasMessageContaining("bytes (its manifest says ")
                .hasMessageContaining("; commit 1-1: ")
                .hasMessageContaining("--restart");
    }

    @Test
    void aNewerFormat_isAnErrorAndNoOlderCommitIsUsed() {
        String file = filesOfNewest().get(0);
        String body = files.get(file).replaceFirst(",\"sha256\":\"[0-9a-f]{64}\"}\n$", "}");
        byte[] newer =
                body.replace("\"format\":1", "\"format\":2").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        files.put(file, MemoryStore.text(Envelope.seal(newer)));

        assertThatThrownBy(() -> restore(files))
                .isInstanceOf(NewerFormatException.class)
                .hasMessage("Unsupported format of " + file
                        + ": version 2 (supported: up to 1). Use the Tandem that wrote it, or a newer one.");
    }

    @Test
    void aCommitOfARunThatWasMovedAside_isRefused() throws IOException {
        SortedMap<String, String> stranger = new TreeMap<>();
        Claim claim = TwoCommits.directory(new MemoryStore(stranger)).claim(TwoCommits.OWNER, Retention.standard());
        claim.restore();
        claim.commit(TwoCommits.content(9));
        claim.commit(TwoCommits.content(9));
        claim.commit(TwoCommits.content(9));
        stranger.keySet().removeIf(file -> file.startsWith("claims/") || file.contains("000002"));
        stranger.forEach(files::putIfAbsent);

        Restored restored = restore(files).orElseThrow();
        assertThat(restored.position()).isEqualTo(new Position(2, 0));
        assertThat(restored.refused())
                .singleElement()
                .extracting(Refusal::toString)
                .asString()
                .startsWith("commit 1-3: it belongs to no claim of this directory");
    }

    /** The manifest, the state and the array. */
    private List<String> filesOfNewest() {
        return files.keySet().stream()
                .filter(file -> file.matches("(commits|data)/0+1-0+2.*"))
                .toList();
    }

    private void assertOlderIsUsed(String file, String content) throws IOException {
        SortedMap<String, String> damaged = new TreeMap<>(files);
        damaged.put(file, content);
        Restored restored = restore(damaged).orElseThrow();
        assertThat(restored.id()).isEqualTo(new CommitId(1, 1));
        assertThat(restored.arrays().get("parameters")).containsExactly(1, -1, 0.5f);
        assertThat(restored.refused())
                .singleElement()
                .extracting(Refusal::reason)
                .asString()
                .contains(file);
    }

    private static Optional<Restored> restore(SortedMap<String, String> files) throws IOException {
        return TwoCommits.directory(new MemoryStore(files)).latest();
    }
}
