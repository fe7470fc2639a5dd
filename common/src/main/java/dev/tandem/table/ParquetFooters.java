package dev.tandem.table;

import dev.tandem.data.ContentCache;
import dev.tandem.data.DataFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** Footers of Parquet files, read once per JVM as long as memory suffices. */
final class ParquetFooters {

    private static final ContentCache<ParquetMetadata> FOOTERS = new ContentCache<>();
    private static final Configuration HADOOP = configuration();

    private ParquetFooters() {}

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setBoolean("parquet.page.verify-checksum.enabled", true);
        return configuration;
    }

    /** A file's footer; what comes out of a damaged one is an error that names the file. */
    static ParquetMetadata of(DataFile file, FileStatus status) throws IOException {
        ContentCache.Version version =
                new ContentCache.Version(file.address(), status.getLen(), status.getModificationTime());
        return FOOTERS.content(version, () -> {
            HadoopInputFile input = HadoopInputFile.fromStatus(status, HADOOP);
            try (ParquetFileReader reader = ParquetFileReader.open(
                    input,
                    ParquetReadOptions.builder()
                            .withMetadataFilter(ParquetMetadataConverter.NO_FILTER)
                            .build())) {
                return reader.getFooter();
            } catch (RuntimeException | IOException | OutOfMemoryError | LinkageError e) {
                throw damaged(file, e);
            }
        });
    }

    /** Opens the file of a row group. */
    @SuppressWarnings("deprecation") // nothing else takes a footer that was read before
    static ParquetFileReader open(RowGroup group, ParquetMetadata footer) throws IOException {
        return ParquetFileReader.open(HADOOP, new Path(group.file().address()), footer);
    }

    /** Parquet's own errors do not name the file, or are about arrays, memory and codecs that do not exist; Tandem's stay as they are. */
    static IOException damaged(Object place, Throwable cause) {
        if (cause instanceof IOException known
                && String.valueOf(known.getMessage()).startsWith(place.toString())) {
            return known;
        }
        return new IOException(
                place + " cannot be read as Parquet, it is damaged or something else: " + cause.getMessage(), cause);
    }
}
