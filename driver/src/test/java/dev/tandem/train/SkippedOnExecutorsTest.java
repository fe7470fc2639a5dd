package dev.tandem.train;

import static dev.tandem.train.Fits.trained;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Sequence;
import dev.tandem.replica.SegmentWork.FeedOptions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
final class SkippedOnExecutorsTest {

    @Test
    void badBatches_areSkippedWithTheSameBitsOnThreadsAndExecutors_whateverReadsThem() throws InterruptedException {
        Sequence data = new Flawed(new Samples(101, 4, 12, 3), Set.of(0, 7, 8, 25), Set.of(3, 20));
        FitOptions options = FitOptions.epochs(2).skipBadBatches(12);
        FitOptions threeReaders = options.feed(new FeedOptions(3, 4, Duration.ofMinutes(1)));
        FitOptions noReader = options.feed(new FeedOptions(0, 1, Duration.ofMinutes(1)));

        String threads = trained("local[2]", data, options);

        assertThat(trained("local-cluster[2,1,1024]", data, threeReaders)).isEqualTo(threads);
        assertThat(trained("local[1]", data, noReader)).isEqualTo(threads);
    }
}
