package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Held against the library that Spark's filter checks tokens with. */
class SecretTest {
    private static String subject(Secret secret, String token) {
        return Jwts.parser().verifyWith(Keys.hmacShaKeyFor(Base64.getUrlDecoder().decode(secret.text()))).build().parseSignedClaims(token).getPayload().getSubject();
    }

    @Test
    void has32BytesAndNeverShowsThem() {
        Secret secret = Secret.random();
        assertEquals(32, Base64.getUrlDecoder().decode(secret.text()).length);
        assertNotEquals(secret, Secret.random());
        assertEquals("Secret[...]", secret.toString());
    }

    @Test
    void tokensAreAcceptedUntilTheyExpire() {
        Secret secret = Secret.random();
        assertEquals("trialmap", subject(secret, secret.token(Instant.now().plusSeconds(60))));
        String expired = secret.token(Instant.now().minusSeconds(60));
        assertThrows(JwtException.class, () -> subject(secret, expired));
        String others = Secret.random().token(Instant.now().plusSeconds(60));
        assertThrows(JwtException.class, () -> subject(secret, others));
    }
}
