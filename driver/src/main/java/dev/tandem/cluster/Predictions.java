package dev.tandem.cluster;

import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import dev.tandem.replica.PredictionFormat;
import dev.tandem.replica.SegmentWork.FeedOptions;
import dev.tandem.task.PredictTask;
import dev.tandem.task.PredictWork;
import dev.tandem.task.Residents;
import dev.tandem.task.RunData;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Predictions as lines of text, made on executors in one Spark job. The lines depend on the model and the data alone: each batch is
 * predicted as a whole, wherever that is. Parts that are done wait for those before them in a folder of the driver, not in its memory.
 */
public final class Predictions {

    private static final int MOST_BATCHES_OF_PART = 64;

    private final JavaSparkContext spark;
    private final TrainableModel model;
    private final Sequence data;
    private final PredictWork work;

    /**
     * @param batchSize samples in each batch but perhaps the last
     * @param format of a line
     * @param feed how batches are read ahead
     */
    public Predictions(
            Cluster cluster,
            TrainableModel model,
            Sequence data,
            int batchSize,
            PredictionFormat format,
            FeedOptions feed) {
        this.spark = cluster.context();
        this.model = model;
        this.data = data;
        int small = (data.length() + MOST_BATCHES_OF_PART - 1) / MOST_BATCHES_OF_PART;
        int parts = Math.min(data.length(), Math.max(small, 4 * spark.defaultParallelism()));
        this.work = new PredictWork(UUID.randomUUID().toString(), data.length(), batchSize, parts, format, feed);
    }

    /**
     * Predicts.
     *
     * @param folder empty; takes a file for each part
     * @return the files, in the order of the data: together the header and a line for each sample
     * @throws TrainingFailedException if a batch cannot be read or does not fit the model, or if Spark fails; the message names the cause
     */
    public List<Path> write(Path folder) {
        Broadcast<byte[]> description =
                spark.broadcast(new RunData(work.run(), model.definition(), data, null).toBytes());
        Broadcast<byte[]> state = spark.broadcast(StateBytes.encode(model.state()));
        PartFiles files = new PartFiles(folder);
        spark.setJobGroup(group(), "Predictions", true);
        try {
            spark.sc()
                    .runJob(
                            parts(),
                            new PredictTask(work, description, state),
                            files,
                            ClassTag$.MODULE$.apply(byte[].class));
        } catch (Exception e) { // Scala throws SparkException unchecked
            String fault = files.fault();
            throw new TrainingFailedException("Cannot predict: " + (fault == null ? e.getMessage() : fault), e);
        } finally {
            end(description, state);
        }
        return IntStream.range(0, work.parts()).mapToObj(files::file).toList();
    }

    /** Ends what still runs after a fault. A stopped application would throw instead of the error that stopped it. */
    private void end(Broadcast<?>... broadcasts) {
        if (!spark.sc().isStopped()) {
            spark.cancelJobGroup(group());
            spark.clearJobGroup();
            Arrays.stream(broadcasts).forEach(Broadcast::destroy);
        }
        Residents.forget(work.run());
    }

    private String group() {
        return "tandem-" + work.run();
    }

    /** An element and a partition for each part, near its data. */
    private RDD<Integer> parts() {
        List<Tuple2<Integer, Seq<String>>> parts = new ArrayList<>();
        for (int part = 0; part < work.parts(); part++) {
            List<String> hosts = work.part(part).isEmpty()
                    ? Collections.emptyList()
                    : data.preferredHosts(
                            work.part(part).from(), work.part(part).to());
            parts.add(new Tuple2<>(part, JavaConverters.asScalaBuffer(hosts).toSeq()));
        }
        ClassTag<Integer> type = ClassTag$.MODULE$.apply(Integer.class);
        return spark.sc().makeRDD(JavaConverters.asScalaBuffer(parts).toSeq(), type);
    }

    /** Takes results as they come, in no order. */
    private static final class PartFiles extends AbstractFunction2<Object, byte[], BoxedUnit> {

        private final Path folder;
        private volatile @Nullable String fault;

        PartFiles(Path folder) {
            this.folder = folder;
        }

        Path file(int part) {
            return folder.resolve("part-" + part);
        }

        @Nullable
        String fault() {
            return fault;
        }

        @Override
        public BoxedUnit apply(Object part, byte[] result) {
            if (result[0] == PredictTask.FAULT) {
                fault = new String(result, 1, result.length - 1, StandardCharsets.UTF_8);
                throw new TrainingFailedException(String.valueOf(fault));
            }
            try (OutputStream out = Files.newOutputStream(file((Integer) part))) {
                out.write(result, 1, result.length - 1);
            } catch (IOException e) {
                fault = "the driver cannot keep a part in " + folder + ": " + e;
                throw new UncheckedIOException(e);
            }
            return BoxedUnit.UNIT;
        }
    }
}
