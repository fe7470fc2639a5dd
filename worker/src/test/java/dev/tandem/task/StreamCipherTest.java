package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchProviderException;
import java.util.Properties;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.crypto.cipher.CryptoCipher;
import org.apache.commons.crypto.cipher.CryptoCipherFactory;
import org.junit.jupiter.api.Test;

class StreamCipherTest {

    private static final String AES = "AES/CTR/NoPadding";
    private static final int[] PIECES = {1, 15, 16, 17, 0, 4096, 32_768, 3};

    @Test
    void transport_findsItByName() throws Exception {
        Properties settings = new Properties();
        settings.setProperty(CryptoCipherFactory.CLASSES_KEY, StreamCipher.class.getName());

        try (CryptoCipher cipher = CryptoCipherFactory.getCryptoCipher(AES, settings)) {
            assertThat(cipher).isInstanceOf(StreamCipher.class);
            assertThat(cipher.getAlgorithm()).isEqualTo(AES);
            assertThat(cipher.getBlockSize()).isEqualTo(16);
        }
    }

    @Test
    void provider_isTheOneThatIsSet() {
        Properties settings = new Properties();
        settings.setProperty(CryptoCipherFactory.JCE_PROVIDER_KEY, "NoSuch");

        assertThatThrownBy(() -> new StreamCipher(settings, AES))
                .isInstanceOf(NoSuchProviderException.class)
                .hasMessageContaining("NoSuch");
    }

    @Test
    void buffers_areOneStream_howeverTheyAreCut() throws Exception {
        byte[] plain = random(1 << 17);
        byte[] expected = reference(plain);
        try (CryptoCipher cipher = cipher(Cipher.ENCRYPT_MODE)) {
            ByteBuffer found = ByteBuffer.allocateDirect(plain.length);
            ByteBuffer input =
                    ByteBuffer.allocateDirect(plain.length).put(plain).flip();
            for (int i = 0; input.hasRemaining(); i++) {
                int size = Math.min(PIECES[i % PIECES.length], input.remaining());
                ByteBuffer piece = input.slice(input.position(), size);
                assertThat(cipher.update(piece, found)).isEqualTo(size);
                assertThat(piece.remaining()).isZero();
                input.position(input.position() + size);
            }
            assertThat(bytes(found.flip())).isEqualTo(expected);
        }
    }

    @Test
    void decrypting_bringsBackWhatWasEncrypted() throws Exception {
        byte[] plain = random(1000);
        try (CryptoCipher cipher = cipher(Cipher.DECRYPT_MODE)) {
            ByteBuffer found = ByteBuffer.allocate(1000);
            assertThat(cipher.doFinal(ByteBuffer.wrap(reference(plain)), found)).isEqualTo(1000);
            assertThat(found.array()).isEqualTo(plain);
        }
    }

    @Test
    void arrays_areCutAtTheirOffsets() throws Exception {
        byte[] plain = random(64);
        byte[] found = new byte[70];
        try (CryptoCipher cipher = cipher(Cipher.ENCRYPT_MODE)) {
            assertThat(cipher.update(plain, 0, 40, found, 2)).isEqualTo(40);
            assertThat(cipher.doFinal(plain, 40, 24, found, 42)).isEqualTo(24);
        }
        assertThat(bytes(ByteBuffer.wrap(found, 2, 64))).isEqualTo(reference(plain));
    }

    @Test
    void tooLittleRoom_isRefused_beforeAnythingIsRead() throws Exception {
        ByteBuffer input = ByteBuffer.allocate(20);
        try (CryptoCipher cipher = cipher(Cipher.ENCRYPT_MODE)) {
            assertThatThrownBy(() -> cipher.update(input, ByteBuffer.allocate(19)))
                    .isInstanceOf(ShortBufferException.class)
                    .hasMessage("Output buffer has room for 19 bytes (needs 20)");
        }
        assertThat(input.remaining()).isEqualTo(20);
    }

    private static CryptoCipher cipher(int mode) throws Exception {
        CryptoCipher cipher = new StreamCipher(new Properties(), AES);
        cipher.init(mode, key(), new IvParameterSpec(new byte[16]));
        return cipher;
    }

    private static byte[] reference(byte[] plain) throws Exception {
        Cipher cipher = Cipher.getInstance(AES);
        cipher.init(Cipher.ENCRYPT_MODE, key(), new IvParameterSpec(new byte[16]));
        return cipher.doFinal(plain);
    }

    private static SecretKeySpec key() {
        return new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
