package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("fault")
final class LocalFaultsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"DIE_BEFORE", "DIE_HALF_WAY", "DIE_AFTER", "FAIL_BEFORE", "FAIL_AFTER"})
    void everyCall_anyFault_keepsTheAcknowledgedCommit(Fault.Kind kind) throws IOException {
        Fault undisturbed = undisturbed();
        assertThat(undisturbed.calls()).isGreaterThan(40);
        assertThat(undisturbed.points(kind)).isNotEmpty();
        for (int call : undisturbed.points(kind)) {
            for (FaultyDisk.Loss loss : losses(kind)) {
                Path root = folder.resolve(kind + "-" + call + "-" + loss);
                FaultyDisk disk = new FaultyDisk(new Fault(call, kind));
                int acknowledged = TwoCommits.run(new LocalStore(root, disk));
                disk.lose(loss);

                String where = kind + " at call " + call + ", " + loss + " lost";
                TwoCommits.assertGoesOn(new LocalStore(root, new FaultyDisk(Fault.never())), acknowledged, where);
            }
        }
    }

    /** Power is lost only together with the process; an error of one call is a fault of its own. */
    private static Set<FaultyDisk.Loss> losses(Fault.Kind kind) {
        return switch (kind) {
            case DIE_BEFORE, DIE_HALF_WAY, DIE_AFTER -> EnumSet.allOf(FaultyDisk.Loss.class);
            case FAIL_BEFORE, FAIL_AFTER, FALSE_BEFORE, FALSE_AFTER -> EnumSet.of(FaultyDisk.Loss.NOTHING);
        };
    }

    /** A run in which nothing goes wrong. */
    private Fault undisturbed() {
        Fault none = Fault.never();
        assertThat(TwoCommits.run(new LocalStore(folder.resolve("undisturbed"), new FaultyDisk(none))))
                .isEqualTo(2);
        return none;
    }
}
